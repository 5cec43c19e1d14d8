using System.Text;

namespace CityKit.Core.Text;

/// <summary>Recognises an encoding by some bytes of a file.</summary>
internal static class EncodingGuess
{
    /// <summary>How far zero bytes are looked for.</summary>
    internal const int MostMarkBytes = 1_024;

    private const int LongestCharacter = 4; // bytes, in UTF-8 and GB18030
    private const int TextForOneFlaw = 20;

    internal static Encoding Of(ReadOnlySpan<byte> sample, bool isWhole)
    {
        if (WideOf(sample) is { } wide) return wide;
        var (utf8, utf8Flaws) = CountUtf8(sample, isWhole);
        if (utf8Flaws == 0 || utf8 > utf8Flaws) return Encoding.UTF8; // a few bad rows do not make it another encoding
        var (chinese, chineseFlaws) = CountGb18030(sample, isWhole);
        return chineseFlaws * TextForOneFlaw <= chinese ? TextEncodings.Gb18030 : Encoding.UTF8;
    }

    // UTF-16 and UTF-32 have a mark, or zero bytes in every ASCII character.
    private static Encoding? WideOf(ReadOnlySpan<byte> sample)
    {
        if (sample.StartsWith(Encoding.UTF32.Preamble)) return Encoding.UTF32;
        if (sample.StartsWith(Encoding.Unicode.Preamble)) return Encoding.Unicode;
        if (sample.StartsWith(Encoding.BigEndianUnicode.Preamble)) return Encoding.BigEndianUnicode;
        var (even, odd) = (0, 0);
        for (var i = 0; i < Math.Min(sample.Length, MostMarkBytes); i++)
            if (sample[i] == 0) _ = i % 2 == 0 ? even++ : odd++;
        if (Math.Max(even, odd) <= Math.Min(even, odd) * 4 + 1) return null;
        return odd > even ? Encoding.Unicode : Encoding.BigEndianUnicode;
    }

    private static (int Characters, int Flaws) CountUtf8(ReadOnlySpan<byte> sample, bool isWhole)
    {
        var (characters, flaws) = (0, 0);
        while (!sample.IsEmpty)
        {
            var isRune = Rune.DecodeFromUtf8(sample, out var rune, out var used) == System.Buffers.OperationStatus.Done;
            if (isRune && !rune.IsAscii) characters++;
            if (!isRune && (isWhole || sample.Length >= LongestCharacter)) flaws++;
            sample = sample[used..];
        }
        return (characters, flaws);
    }

    private static (int Characters, int Flaws) CountGb18030(ReadOnlySpan<byte> sample, bool isWhole)
    {
        var characters = new char[sample.Length];
        var count = TextEncodings.Gb18030.GetDecoder().GetChars(sample, characters, flush: isWhole);
        var (good, flaws) = (0, sample.Count((byte)0xFF)); // no byte of GB18030, though .NET decodes it
        foreach (var character in characters.AsSpan(0, count))
        {
            if (IsFlaw(character)) flaws++;
            else if (!char.IsAscii(character)) good++;
        }
        return (good, flaws);
    }

    // Bytes that stand for no character are decoded as these.
    private static bool IsFlaw(char character) => character is '\uFFFD' or (>= '\u0080' and <= '\u009F') or (>= '\uE000' and <= '\uF8FF');
}
