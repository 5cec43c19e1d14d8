using System.Collections.Immutable;

namespace CityKit.Services.Items;

/// <summary>Puts the steps of a bundle in an order in which each comes after those that it waits for.</summary>
internal static class StepOrder
{
    /// <summary>Sorts steps; those that may come first keep the order written.</summary>
    /// <param name="steps">Each with the steps that it waits for, all of them known.</param>
    /// <param name="circle">Steps that wait for each other, the first again at the end; empty when there are none.</param>
    internal static ImmutableArray<BundleStep> Sort(IReadOnlyList<BundleStep> steps, out IReadOnlyList<string> circle)
    {
        var (sorted, left, done) = (new List<BundleStep>(), steps.ToList(), new HashSet<string>());
        while (left.Find(step => step.After.All(done.Contains)) is { } next)
        {
            left.Remove(next);
            sorted.Add(next);
            done.Add(next.Item.Id);
        }
        circle = left.Count == 0 ? [] : CircleIn(left.ToDictionary(step => step.Item.Id));
        return [.. sorted];
    }

    /// <summary>Every step that is left waits for one that is left: following them leads round in a circle.</summary>
    private static IReadOnlyList<string> CircleIn(Dictionary<string, BundleStep> left)
    {
        var way = new List<string>();
        for (var at = left.Keys.First(); ; at = left[at].After.First(left.ContainsKey))
        {
            var seen = way.IndexOf(at);
            way.Add(at);
            if (seen >= 0) return way[seen..];
        }
    }
}
