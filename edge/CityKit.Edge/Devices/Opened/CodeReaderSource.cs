using CityKit.Edge.Channels;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Devices.Opened;

/// <summary>
/// A card reader as a channel: a card is reported once when it comes, as the digest of its identifier under the salt, and again when it
/// went away and came back.
/// </summary>
internal sealed class CodeReaderSource(string name, DeviceHandle device, string saltFile) : IChannelSource
{
    private const int MissesWhenGone = 3; // a card that is there is not heard at every call
    private readonly CodeSalt salt = new(saltFile);
    private string? present;
    private int missed;

    public IReadOnlyList<string> Channels { get; } = [name];

    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
        if (salt.TryRead() is not { } bytes) return ChannelRead.None(CodeScannerSource.NoSalt);
        string? card = null;
        var answer = device.Use<ICodeReader>(d => card = d.Read(), DeviceHandle.SlowPatience);
        if (answer != DeviceAnswer.Done) return ChannelRead.None(answer == DeviceAnswer.Hung ? SerialMeterSource.Silent : ChannelRead.Gone);
        var isNew = card is not null && card != present;
        missed = card is null ? missed + 1 : 0;
        if (card is not null || missed == MissesWhenGone) present = card;
        return isNew ? new ChannelRead(0) { Code = new ScannedCode(ScannedCode.DigestOf(card!, bytes), "", card!.Length, null) }
            : new ChannelRead(0);
    }

    public void Dispose()
    {
        // The device is the set's.
    }
}
