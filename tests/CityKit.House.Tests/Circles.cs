namespace CityKit.House.Tests;

/// <summary>Finds circles in a graph of names.</summary>
internal static class Circles
{
    /// <summary>Each set of two names or more that all know one another, over whatever way; the largest first.</summary>
    internal static IReadOnlyList<IReadOnlyList<string>> In(IReadOnlyDictionary<string, HashSet<string>> knows)
    {
        var reached = knows.Keys.ToDictionary(name => name, name => From(name, knows));
        return
        [
            .. knows.Keys.Where(name => reached[name].Contains(name))
                .GroupBy(name => string.Join(
                    ' ', reached[name].Where(other => reached.TryGetValue(other, out var back) && back.Contains(name))
                    .Order(StringComparer.Ordinal)))
                .Select(circle => (IReadOnlyList<string>)[.. circle.Order(StringComparer.Ordinal)])
                .OrderByDescending(circle => circle.Count),
        ];
    }

    /// <summary>All that a name knows, over whatever way.</summary>
    internal static HashSet<string> From(string name, IReadOnlyDictionary<string, HashSet<string>> knows)
    {
        var reached = new HashSet<string>();
        var next = new Queue<string>([name]);
        while (next.TryDequeue(out var at))
            foreach (var known in knows.GetValueOrDefault(at) ?? [])
                if (reached.Add(known)) next.Enqueue(known);
        return reached;
    }
}
