using CityKit.Edge.Channels;

namespace CityKit.Edge.Serial;

/// <summary>
/// A QR or bar code scanner on a serial line (扫码枪). What a code says never leaves the reader: a code may name a person, or be their pass.
/// Reported are a salted digest, which anyone who holds the salt and the code can compare, the public prefix that it begins with, and its
/// length.
/// </summary>
/// <param name="Port">The line.</param>
/// <param name="SaltFile">Where the salt is, at least 16 bytes; made, with 32 random bytes, when it is not there.</param>
public sealed record CodeScannerOptions(SerialPortOptions Port, string SaltFile)
{
    /// <summary>The longest code that may be asked for.</summary>
    public const int MostCharacters = 1024;

    /// <summary>The most prefixes.</summary>
    public const int MostPrefixes = 8;

    /// <summary>The longest prefix, in characters: a class of codes, not a part of what one says.</summary>
    public const int LongestPrefix = 8;

    /// <summary>
    /// What codes may begin with, such as <c>CK1:</c>; others are refused. None: all are taken, and no prefix is reported.
    /// </summary>
    public IReadOnlyList<string> Prefixes { get; init; } = [];

    /// <summary>The longest code taken, in characters; 1 to 1,024.</summary>
    public int MaxCharacters { get; init; } = 256;

    /// <summary>What is reported of a line that came. Pure.</summary>
    internal ScannedCode Report(SerialText line, ReadOnlySpan<byte> salt)
    {
        if (line.Problem is { } problem) return ScannedCode.Refuse(problem);
        if (line.Text.Length > MaxCharacters) return ScannedCode.Refuse("too-long");
        if (!IsPrintable(line.Text)) return ScannedCode.Refuse("characters");
        var prefix = Prefixes.Where(p => line.Text.StartsWith(p, StringComparison.Ordinal)).MaxBy(p => p.Length) ?? "";
        if (prefix.Length == 0 && Prefixes.Count > 0) return ScannedCode.Refuse("prefix");
        return new ScannedCode(ScannedCode.DigestOf(line.Text, salt), prefix, line.Text.Length, null);
    }

    /// <exception cref="ArgumentException">A member is out of its range.</exception>
    internal void Check()
    {
        if (MaxCharacters is < 1 or > MostCharacters)
            throw new ArgumentOutOfRangeException(nameof(MaxCharacters), MaxCharacters,
                $"A code has 1 to {MostCharacters} characters. 编码须为 1 至 {MostCharacters} 个字符。");
        if (Prefixes.Count > MostPrefixes || Prefixes.Any(p => !IsPrefix(p)))
            throw new ArgumentException(
                $"At most {MostPrefixes} prefixes of 1 to {LongestPrefix} printable ASCII characters. "
                    + $"前缀最多 {MostPrefixes} 个，各 1 至 {LongestPrefix} 个可见 ASCII 字符。", nameof(Prefixes));
        if (string.IsNullOrEmpty(SaltFile))
            throw new ArgumentException("A scanner needs the path of a salt file. 须给出盐文件路径。", nameof(SaltFile));
    }

    /// <summary>True for what may be a prefix.</summary>
    internal static bool IsPrefix(string text) => text.Length is >= 1 and <= LongestPrefix && IsPrintable(text);

    /// <summary>Printable ASCII.</summary>
    private static bool IsPrintable(string text) => text.AsSpan().IndexOfAnyExceptInRange(' ', '~') < 0;
}
