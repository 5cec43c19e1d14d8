namespace CityKit.Core;

/// <summary>One message in Chinese and in English, for people.</summary>
/// <param name="Zh">The Chinese text.</param>
/// <param name="En">The English text.</param>
public sealed record LocalizedText(string Zh, string En)
{
    /// <summary>A list that is the same in both languages, such as the words that a file may have: <c>info, warning</c>.</summary>
    /// <param name="values">Words of a file, numbers or names, and nothing that a person has to be able to read in a language.</param>
    public static LocalizedText Values(params IEnumerable<string> values)
    {
        var list = string.Join(", ", values);
        return new LocalizedText(list, list);
    }

    /// <summary>
    /// The Chinese text as it goes on behind Chinese: a space parts Chinese from a word of a file or a number, and no other two words.
    /// </summary>
    internal string ZhGoingOn => Zh is [>= '\u4e00' and <= '\u9fff', ..] ? Zh : $" {Zh}";

    /// <summary>English, then Chinese, on one line.</summary>
    public override string ToString() => $"{En} {Zh}";
}
