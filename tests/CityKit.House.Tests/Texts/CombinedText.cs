namespace CityKit.House.Tests.Texts;

/// <summary>A text that says it in one language and then in the other, as lines of a program, exceptions and legends of maps do.</summary>
internal static class CombinedText
{
    private const int WordsOfASentence = 3;

    private static readonly string[] Ends = [". ", "? ", "! ", "… ", ".) "];

    /// <summary>Its two languages; null when it has one alone.</summary>
    internal static (string English, string Chinese)? Split(string text) => EnglishFirst(text) ?? ChineseFirst(text);

    /// <summary>Whether it is surely both, and not Chinese that begins with a name.</summary>
    internal static bool IsSurely(string text) =>
        EnglishFirst(text) is var (english, _) && english.Split(' ').Count(Wording.HasWords) >= WordsOfASentence;

    private static (string English, string Chinese)? EnglishFirst(string text)
    {
        var before = text[..text.TakeWhile(c => !Wording.IsChinese(c)).Count()];
        var end = Ends.Max(mark => before.LastIndexOf(mark, StringComparison.Ordinal)) + 1;
        var cut = Wording.HasWords(before[..end]) ? end : before.LastIndexOf(' ') + 1;
        return Wording.HasWords(before[..cut]) ? (text[..cut].Trim(), text[cut..].Trim()) : null;
    }

    /// <summary>As a map's legend has it: 合计 Total.</summary>
    private static (string English, string Chinese)? ChineseFirst(string text)
    {
        var last = text.Length - 1 - text.Reverse().TakeWhile(c => !Wording.IsChinese(c)).Count();
        var cut = last < 0 ? -1 : text.IndexOf(' ', last);
        return cut > 0 && Wording.HasWords(text[cut..]) ? (text[cut..].Trim(), text[..cut].Trim()) : null;
    }
}
