using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core.Chain;

namespace CityKit.Verifying;

/// <summary>
/// How far a journal was and its running hash there (流水链头), as <c>NUMBER:HASH</c>. Noted away from the file, it
/// shows later that nothing before was rewritten.
/// </summary>
/// <param name="Number">The entry.</param>
/// <param name="Hash">The running hash after it.</param>
public sealed record JournalHead(long Number, RunningHash Hash) : IParsable<JournalHead>
{
    /// <summary>Reads a number, a colon and 64 hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static JournalHead Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result
            : throw new FormatException($"'{s}' is not an entry's number, a colon and 64 hexadecimal digits. “{s}”须写作“编号:64 位十六进制摘要”。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out JournalHead result)
    {
        result = null;
        if (s?.Split(':') is not [var digits, { Length: 2 * RunningHash.ByteLength } hex] || !hex.All(char.IsAsciiHexDigit)) return false;
        if (!long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return false;
        result = new JournalHead(number, RunningHash.FromBytes(Convert.FromHexString(hex)));
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Hash}");
}
