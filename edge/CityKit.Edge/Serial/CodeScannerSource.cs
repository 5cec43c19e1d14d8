using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>
/// A scanner's codes as a channel (扫码通道): each reading gives the oldest code that waits, or none. When more than <see cref="MaxWaiting"/>
/// wait, further ones are given up: nobody scans so fast.
/// </summary>
public sealed class CodeScannerSource : IChannelSource
{
    /// <summary>How many codes wait at most.</summary>
    public const int MaxWaiting = 32;

    /// <summary>The salt cannot be read or made, or is shorter than 16 bytes.</summary>
    public const string NoSalt = "no-salt";

    private readonly CodeScannerOptions options;
    private readonly ScannerLine<ScannedCode> scanner;
    private readonly CodeSalt salt;

    /// <summary>Nothing is opened yet.</summary>
    /// <param name="name">The channel's name.</param>
    /// <param name="options">The scanner.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public CodeScannerSource(string name, CodeScannerOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Check();
        (this.options, salt) = (options, new CodeSalt(options.SaltFile));
        scanner = new ScannerLine<ScannedCode>(options.Port with { MaxLineBytes = options.MaxCharacters }, MaxWaiting);
        Channels = [name];
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Channels { get; }

    /// <inheritdoc/>
    public ChannelRead Read(int channel)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
        if (salt.TryRead() is not { } bytes) return ChannelRead.None(NoSalt);
        var present = scanner.Read(line => options.Report(line, bytes));
        if (scanner.TryTake(out var code)) return new ChannelRead(0) { Code = code };
        return present ? new ChannelRead(0) : ChannelRead.None(ChannelRead.Gone);
    }

    /// <inheritdoc/>
    public void Dispose() => scanner.Dispose();
}
