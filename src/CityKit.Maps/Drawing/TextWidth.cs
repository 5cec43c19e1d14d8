using System.Text;

namespace CityKit.Maps.Drawing;

/// <summary>About how wide a text is in a sans-serif font, without the font: an ideograph is as wide as high.</summary>
internal static class TextWidth
{
    private const int FirstIdeograph = 0x2E80;

    internal static double Of(string text, double size) => text.EnumerateRunes().Sum(Em) * size;

    /// <summary>The lines that fit a width, cut at spaces or between ideographs.</summary>
    internal static List<string> Lines(string text, double size, double width)
    {
        List<string> lines = [];
        var line = "";
        foreach (var word in Words(text))
        {
            if (line.Length > 0 && Of(line + word.TrimEnd(), size) > width) (line, _) = ("", Add(line));
            line += word;
        }
        Add(line);
        return lines;

        bool Add(string full)
        {
            if (full.Trim().Length > 0) lines.Add(full.Trim());
            return true;
        }
    }

    private static double Em(Rune rune) => rune.Value >= FirstIdeograph ? 1 : Rune.IsUpper(rune) ? 0.68 : 0.55;

    private static IEnumerable<string> Words(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value >= FirstIdeograph && word.Length > 0 && !IsClosing(rune)) yield return Take(word);
            word.Append(rune);
            if (rune.Value == ' ') yield return Take(word);
        }
        yield return word.ToString();
    }

    private static bool IsClosing(Rune rune) => rune.Value is '，' or '。' or '、' or '；' or '：' or '）' or '」' or '》' or '”';

    private static string Take(StringBuilder word)
    {
        var taken = word.ToString();
        word.Clear();
        return taken;
    }
}
