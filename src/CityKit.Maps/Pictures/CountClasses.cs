using System.Collections.Immutable;

namespace CityKit.Maps.Pictures;

/// <summary>
/// The classes of a map's counts, from low to high (分级设色). A count of 0 is a class of its own; the legend names the least and the greatest
/// count that is really in a class, so no two classes meet in one number.
/// </summary>
public sealed class CountClasses
{
    /// <summary>The most classes, that of 0 not counted.</summary>
    public const int Most = 7;

    private CountClasses(ImmutableArray<CountClass> classes, int unknown, ClassMethod method) =>
        (All, Unknown, Method) = (classes, unknown, method);

    /// <summary>The classes, the one of the lowest counts first; empty when no count is known.</summary>
    public ImmutableArray<CountClass> All { get; }

    /// <summary>How many areas have no count.</summary>
    public int Unknown { get; }

    /// <summary>How they were made.</summary>
    public ClassMethod Method { get; }

    /// <summary>Puts counts into classes.</summary>
    /// <param name="counts">The counts, 0 or more; null where nothing is known.</param>
    /// <param name="classes">How many classes above 0, 2 to 7; fewer where there are not so many different counts.</param>
    /// <param name="method">How.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of classes is not 2 to 7.</exception>
    public static CountClasses Of(IEnumerable<double?> counts, int classes = 5, ClassMethod method = ClassMethod.Quantile)
    {
        ArgumentNullException.ThrowIfNull(counts);
        if (classes is < 2 or > Most)
            throw new ArgumentOutOfRangeException(nameof(classes), classes, $"A map has 2 to {Most} classes.");
        List<double?> all = [.. counts];
        var known = all.OfType<double>().Order().ToArray();
        var above = known.AsSpan(known.TakeWhile(count => count == 0).Count());
        return new CountClasses([.. ZeroOf(known), .. Cut(above, classes, method)], all.Count - known.Length, method);
    }

    /// <summary>The colour of a count; that of no data for null.</summary>
    public string ColourOf(double? count) => IndexOf(count) is var index and >= 0 ? All[index].Colour : MapColours.NoData;

    /// <summary>The place of a count's class in <see cref="All"/>; −1 for null.</summary>
    internal int IndexOf(double? count)
    {
        if (count is not { } number || All.IsEmpty) return -1;
        var index = 0;
        while (index < All.Length - 1 && number > All[index].To) index++;
        return index;
    }

    private static IEnumerable<CountClass> ZeroOf(double[] sorted) =>
        sorted is [0, ..] ? [new CountClass(0, 0, sorted.Count(count => count == 0), MapColours.Zero)] : [];

    private static List<CountClass> Cut(ReadOnlySpan<double> sorted, int classes, ClassMethod method)
    {
        if (sorted.IsEmpty) return [];
        var ends = method switch
        {
            ClassMethod.Equal => EqualEnds(sorted, classes),
            ClassMethod.Natural => NaturalBreaks.Of(sorted, classes),
            _ => QuantileEnds(sorted, classes),
        };
        return Classes(sorted, ends);
    }

    /// <param name="sorted">The counts.</param>
    /// <param name="ends">Where each class ends, itself not in it; the last is the number of counts.</param>
    private static List<CountClass> Classes(ReadOnlySpan<double> sorted, IEnumerable<int> ends)
    {
        List<(int From, int Until)> parts = [];
        var from = 0;
        foreach (var end in ends)
        {
            if (end <= from) continue;
            parts.Add((from, end));
            from = end;
        }
        List<CountClass> made = [];
        foreach (var (first, until) in parts)
            made.Add(new CountClass(sorted[first], sorted[until - 1], until - first, MapColours.Of(made.Count, parts.Count)));
        return made;
    }

    private static List<int> QuantileEnds(ReadOnlySpan<double> sorted, int classes)
    {
        List<int> ends = [];
        for (var i = 1; i <= classes; i++) ends.Add(EndOf(sorted, sorted[(int)Math.Ceiling((double)sorted.Length * i / classes) - 1]));
        return ends;
    }

    private static List<int> EqualEnds(ReadOnlySpan<double> sorted, int classes)
    {
        List<int> ends = [];
        var width = (sorted[^1] - sorted[0]) / classes;
        for (var i = 1; i < classes; i++) ends.Add(EndOf(sorted, sorted[0] + width * i));
        return [.. ends, sorted.Length];
    }

    /// <summary>How many counts are at most so great: equal ones stay in one class.</summary>
    private static int EndOf(ReadOnlySpan<double> sorted, double greatest)
    {
        var end = sorted.BinarySearch(greatest);
        if (end < 0) return ~end;
        while (end < sorted.Length && sorted[end] == greatest) end++;
        return end;
    }
}
