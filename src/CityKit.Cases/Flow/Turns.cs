namespace CityKit.Cases.Flow;

/// <summary>Counts the ways that an item took.</summary>
internal static class Turns
{
    internal static IReadOnlyList<Turn> With(IReadOnlyList<Turn> turns, HistoryEntry entry)
    {
        var counted = new Turn[turns.Count + (IndexOf(turns, entry) < 0 ? 1 : 0)];
        for (var i = 0; i < turns.Count; i++) counted[i] = turns[i];
        var at = IndexOf(turns, entry) is var known and >= 0 ? known : turns.Count;
        counted[at] = new Turn(entry.Command, entry.From, entry.To, counted[at].Count + 1);
        return counted;
    }

    internal static IReadOnlyList<Turn> Of(IEnumerable<HistoryEntry> history) =>
        history.Aggregate((IReadOnlyList<Turn>)[], With);

    private static int IndexOf(IReadOnlyList<Turn> turns, HistoryEntry entry)
    {
        for (var i = 0; i < turns.Count; i++)
            if (turns[i].Command == entry.Command && turns[i].From == entry.From && turns[i].To == entry.To) return i;
        return -1;
    }
}
