using CityKit.Documents;
using NodaTime;

namespace CityKit.Testing.Stores;

/// <summary>Invented bays, and what any query over them must find, by a walk over all of them.</summary>
internal sealed class BayWorld
{
    private static readonly Instant Start = Instant.FromUtc(2026, 3, 2, 0, 0);
    private static readonly string?[] Streets = [null, "East", "东海路", "东海西路", "West", "😀 Lane", "\uE000 Way"];
    private static readonly string?[] Cells = [null, "w", "wm", "wmk", "wmk7", "wx"];
    private static readonly string[] Tags = ["a", "b", "c", "共享"];

    internal BayWorld(int count, int seed)
    {
        var random = new Random(seed);
        Bays = [.. Enumerable.Range(0, count).Select(n => Of(n, random))];
    }

    internal BayWorld(IReadOnlyList<Bay> bays) => Bays = bays;

    internal IReadOnlyList<Bay> Bays { get; }

    /// <summary>A document of every shape.</summary>
    internal static Bay Of(int number, Random random) =>
        new($"bay-{number:d5}", Pick(Streets, random), random.Next(4) == 0 ? null : random.Next(-3, 4), Pick(Cells, random),
            [.. Tags.Where(_ => random.Next(3) == 0)], Start + Duration.FromHours(random.Next(20)),
            random.Next(6) is var rank && rank < 5 ? rank : null);

    /// <summary>A query of every shape.</summary>
    internal static DocumentQuery<Bay> QueryOf(Random random)
    {
        var query = Bay.Kind.Query().Take(random.Next(1, 9));
        if (random.Next(2) == 0)
            query = query.Where(
                Bay.StreetIndex, [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(Streets[1..], random)!).Distinct()]);
        else if (random.Next(3) == 0) query = query.StartingWith(Bay.StreetIndex, Pick(["东海", "", "E", "😀"], random));
        if (random.Next(3) == 0)
            query = query.Where(Bay.TagsIndex, [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => Pick(Tags, random)).Distinct()]);
        if (random.Next(3) == 0) query = query.StartingWith(Bay.CellIndex, Pick(["w", "wm", "wmk", "q"], random));
        if (random.Next(4) == 0) query = query.Where(Bay.SizeIndex, random.Next(-3, 4));
        else if (random.Next(3) == 0)
            query = query.Between(Bay.SizeIndex, random.Next(2) == 0 ? null : IndexValue.Of(random.Next(-3, 4)),
                random.Next(2) == 0 ? null : IndexValue.Of(random.Next(-3, 4)));
        else if (random.Next(3) == 0)
            query = query.Between(Bay.SinceIndex, Start + Duration.FromHours(random.Next(10)),
                random.Next(2) == 0 ? null : Start + Duration.FromHours(random.Next(20)));
        return random.Next(3) switch
        {
            0 => query,
            1 => query.OrderBy(Bay.SinceIndex, random.Next(2) == 0),
            _ => query.OrderBy(Bay.RankIndex, random.Next(2) == 0),
        };
    }

    /// <summary>The ids that a query must find, all pages together, in order.</summary>
    internal IEnumerable<string> Expected(DocumentQuery query)
    {
        var found = Bays.Where(b => Holds(b, query) && (query.Order is not { } order || ValuesOf(b, order).Length > 0)).ToList();
        found.Sort((a, b) => (query.Descending ? -1 : 1) * Compare(a, b, query.Order));
        return found.Select(b => b.Id);
    }

    internal static bool Holds(Bay bay, DocumentQuery query) =>
        query.Conditions.All(c => ValuesOf(bay, c.Index)
            .Any(v => c.Values.Any(w => c.IsPrefix ? v.Text!.StartsWith(w.Text!, StringComparison.Ordinal) : v == w)))
        && (query.Range is not { } range || ValuesOf(bay, range.Index) is [var value]
            && (range.From is not { } from || value.Number >= from.Number)
            && (range.Until is not { } until || value.Number < until.Number));

    internal static IndexValue[] ValuesOf(Bay bay, string index)
    {
        var values = Bay.Kind.Put(bay, 0).Values;
        for (var i = 0; i < values.Length; i++)
            if (Bay.Kind.Indexes[i].Name == index) return values[i];
        throw new ArgumentException(index, nameof(index));
    }

    private static int Compare(Bay a, Bay b, string? order)
    {
        var (x, y) = order is null ? (0, 0) : (ValuesOf(a, order)[0].Number, ValuesOf(b, order)[0].Number);
        return x != y ? x.CompareTo(y) : string.CompareOrdinal(a.Id, b.Id);
    }

    private static T Pick<T>(IReadOnlyList<T> from, Random random) => from[random.Next(from.Count)];
}
