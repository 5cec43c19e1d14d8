using CityKit.Components.Registry;

namespace CityKit.Components.Queries;

/// <summary>Numbers values of one type; two that read the same have one number.</summary>
/// <param name="parts">What is needed of a component.</param>
/// <param name="valueOf">A component's value.</param>
/// <param name="textOf">What a value reads as.</param>
/// <param name="comparer">How values are told apart; may take equal ones for different.</param>
internal sealed class GroupNumbersOf<T>(
    SummaryParts parts, GroupNumbersOf<T>.ValueOf valueOf, Func<T, string> textOf, IEqualityComparer<T> comparer)
    : GroupNumbers where T : notnull
{
    private const int MostValues = 1 << 18;

    private readonly Dictionary<T, int> numbers = new(comparer);
    private readonly Dictionary<string, int> numbersOfTexts = new(StringComparer.Ordinal);
    private readonly List<string> texts = [];
    private T? last;
    private int lastNumber = -1;

    internal delegate T ValueOf(in ComponentSummary row);

    internal override SummaryParts Parts => parts;

    internal override IReadOnlyList<string> Texts => texts;

    internal override int Of(in ComponentSummary row)
    {
        var value = valueOf(row);
        if (lastNumber < 0 || !comparer.Equals(value, last)) (last, lastNumber) = (value, Find(value));
        return lastNumber;
    }

    private int Find(T value)
    {
        if (numbers.TryGetValue(value, out var number)) return number;
        if (numbers.Count == MostValues) numbers.Clear();
        return numbers[value] = Add(textOf(value));
    }

    private int Add(string text)
    {
        if (numbersOfTexts.TryGetValue(text, out var number)) return number;
        texts.Add(text);
        return numbersOfTexts[text] = texts.Count - 1;
    }
}
