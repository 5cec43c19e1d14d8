using CityKit.Credentials.Passes;
using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>
/// A scanner of passes as a channel (通行码通道): each reading gives the oldest code that waits, or none. When more than <see
/// cref="MaxWaiting"/> wait, further ones are given up.
/// </summary>
public sealed class PassScannerSource : IChannelSource
{
    /// <summary>How many codes wait at most.</summary>
    public const int MaxWaiting = 8;

    private readonly ScannerLine<string> scanner;
    private readonly GateTrustFile trust;

    /// <summary>Nothing is opened yet.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="options">The scanner.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public PassScannerSource(string name, PassScannerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        scanner = new ScannerLine<string>(options.Port with { MaxLineBytes = PassCode.MaxCharacters }, MaxWaiting);
        trust = new GateTrustFile(options.TrustFile, options.TrustKey);
        Channels = [name];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
        var present = scanner.Read(line => line.Problem is null ? line.Text : "");
        var known = trust.Current(); // read when it changed, not when somebody waits at the gate
        if (scanner.TryTake(out var code)) return new ChannelRead(0) { Pass = new ScannedPass(code!, known) };
        return present ? new ChannelRead(0) : ChannelRead.None(ChannelRead.Gone);
    }

    /// <inheritdoc/>
    public void Dispose() => scanner.Dispose();
}
