namespace CityKit.House.Tests.Texts;

/// <summary>A text that says it in one language and then in the other, as lines of a program, exceptions and legends of maps do.</summary>
internal static class CombinedText
{
    private static readonly string[] Ends = [". ", ".\n", "? ", "! ", "… ", ".) "];

    /// <summary>Its two languages; null when it has one alone.</summary>
    internal static (string English, string Chinese)? Split(string text) => EnglishFirst(text) ?? ChineseFirst(text);

    /// <summary>Whether it is surely both, and not Chinese that begins with a name.</summary>
    internal static bool IsSurely(string text) =>
        EnglishFirst(text) is var (english, _) && (Wording.IsSentence(english) || Ends.Any(end => english[^1] == end[0]));

    private static (string English, string Chinese)? EnglishFirst(string text)
    {
        if (!Wording.BeginsInEnglish(text) || !Wording.IsChinese(text)) return null;
        var before = text[..text.TakeWhile(c => !Wording.IsChinese(c)).Count()];
        var end = QuotedInEnglish(text) ?? LastEnd(before);
        var cut = Wording.HasWords(text[..end]) ? end : before.LastIndexOf(' ') + 1;
        return Wording.HasWords(text[..cut]) ? (text[..cut].Trim(), text[cut..].Trim()) : null;
    }

    /// <summary>Where the Chinese begins when the English before it quotes Chinese words as well; null when it does not.</summary>
    private static int? QuotedInEnglish(string text)
    {
        var end = LastEnd(text);
        return end < text.Length && Wording.IsChinese(text[end]) && text[..end].Any(Wording.IsChinese) && Wording.IsSentence(text[..end])
            ? end : null;
    }

    /// <summary>What begins after the last sentence; 0 when none ends.</summary>
    private static int LastEnd(string text) => Ends.Max(mark =>
        text.LastIndexOf(mark, StringComparison.Ordinal) is var at and >= 0 ? at + mark.Length : 0);

    /// <summary>As a map's legend has it: 合计 Total.</summary>
    private static (string English, string Chinese)? ChineseFirst(string text)
    {
        var last = text.Length - 1 - text.Reverse().TakeWhile(c => !Wording.IsChinese(c)).Count();
        var cut = last < 0 ? last : text.IndexOf(' ', last);
        return cut > 0 && Wording.HasWords(text[cut..]) ? (text[cut..].Trim(), text[..cut].Trim()) : null;
    }
}
