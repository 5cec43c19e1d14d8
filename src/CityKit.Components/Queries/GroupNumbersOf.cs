using CityKit.Components.Registry;

namespace CityKit.Components.Queries;

/// <summary>Numbers values of one type; two that read the same have one number.</summary>
internal sealed class GroupNumbersOf<T>(SummaryParts parts, GroupNumbersOf<T>.ValueOf valueOf, Func<T, string> textOf) : GroupNumbers where T : notnull
{
    private readonly Dictionary<T, int> numbers = [];
    private readonly Dictionary<string, int> numbersOfTexts = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];

    internal delegate T ValueOf(in ComponentSummary row);

    internal override SummaryParts Parts => parts;

    internal override int Of(in ComponentSummary row)
    {
        var value = valueOf(row);
        return numbers.TryGetValue(value, out var number) ? number : numbers[value] = Add(textOf(value));
    }

    internal override string TextOf(int number) => texts[number];

    private int Add(string text)
    {
        if (numbersOfTexts.TryGetValue(text, out var number)) return number;
        texts.Add(text);
        return numbersOfTexts[text] = texts.Count - 1;
    }
}
