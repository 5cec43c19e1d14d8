namespace CityKit.Sensors.Trials;

/// <summary>How a test ended (测试结果).</summary>
/// <param name="Test">The test.</param>
/// <param name="Pairs">Each alert that is expected beside the one that was found, in the order of time; null where there is none.</param>
public sealed record RuleTestResult(RuleTest Test, IReadOnlyList<(TestedAlert? Expected, TestedAlert? Found)> Pairs)
{
    /// <summary>Whether exactly the alerts that are expected were found.</summary>
    public bool Passed => Pairs.All(IsRight);

    /// <summary>Whether what was found is what is expected.</summary>
    public static bool IsRight((TestedAlert? Expected, TestedAlert? Found) pair) =>
        pair is { Expected: { } expected, Found: { } found } && expected.Accepts(found);

    /// <summary>What is right finds its like first; what is left over is shown beside what is most like it.</summary>
    internal static RuleTestResult Of(RuleTest test, IEnumerable<TestedAlert> found)
    {
        var left = found.ToList();
        var pairs = test.Alerts.Select(expected => (Expected: (TestedAlert?)expected, Found: Take(left, expected.Accepts))).ToList();
        for (var i = 0; i < pairs.Count; i++)
            if (pairs[i] is { Found: null, Expected: { } expected })
                pairs[i] = (expected, Take(left, expected.IsLike));
        pairs.AddRange(left.Select(other => ((TestedAlert?)null, (TestedAlert?)other)));
        return new RuleTestResult(test, [.. pairs.OrderBy(pair => (pair.Expected ?? pair.Found)!.RaisedAt)]);
    }

    private static TestedAlert? Take(List<TestedAlert> left, Predicate<TestedAlert> isIt)
    {
        var place = left.FindIndex(isIt);
        if (place < 0) return null;
        var taken = left[place];
        left.RemoveAt(place);
        return taken;
    }
}
