namespace CityKit.Cases.Profiles;

/// <summary>
/// Neighbouring transitions that differ in the state before alone, as one row of a file: a row for every open state would have a file of
/// more rows than the reader takes.
/// </summary>
internal static class TransitionRows
{
    internal static IReadOnlyList<IReadOnlyList<Transition>> Of(IEnumerable<Transition> transitions)
    {
        var rows = new List<List<Transition>>();
        foreach (var next in transitions)
            if (rows.Count > 0 && Takes(rows[^1], next)) rows[^1].Add(next);
            else rows.Add([next]);
        return rows;
    }

    /// <summary>Whether every transition of a row leaves the item where it is.</summary>
    internal static bool IsMark(IEnumerable<Transition> row) => row.All(transition => transition.To == transition.From);

    private static bool Takes(List<Transition> row, Transition next) =>
        IsSame(row[0], next) && (row.All(before => before.To == next.To) || IsMark([.. row, next]));

    private static bool IsSame(Transition a, Transition b) => a.Command == b.Command && a.Roles.SequenceEqual(b.Roles)
        && a.Needs.SequenceEqual(b.Needs) && a.Guards.SequenceEqual(b.Guards)
        && a.Effects.SequenceEqual(b.Effects) && a.Limit == b.Limit && a.Tell.SequenceEqual(b.Tell);
}
