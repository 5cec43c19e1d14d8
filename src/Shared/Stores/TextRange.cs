using System.Text;

namespace CityKit.Shared.Stores;

/// <summary>A prefix as a stretch of texts in the order of their code points.</summary>
internal static class TextRange
{
    /// <summary>The first text after all that start with a prefix; null when there is none.</summary>
    internal static string? EndOf(string prefix)
    {
        var runes = prefix.EnumerateRunes().ToArray();
        for (var last = runes.Length - 1; last >= 0; last--)
            if (Next(runes[last]) is { } next) return string.Concat(runes[..last].Append(next));
        return null;
    }

    private static Rune? Next(Rune rune) => rune.Value switch
    {
        0x10FFFF => null,
        0xD7FF => new Rune(0xE000), // between them are surrogates, which are no characters
        var value => new Rune(value + 1),
    };
}
