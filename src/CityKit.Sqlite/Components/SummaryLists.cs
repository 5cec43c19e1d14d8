using CityKit.Components.Registry;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>The short lists beside the summaries: which components their owners call what, and which changed since their first
/// survey.</summary>
internal sealed class SummaryLists(SqliteFile file)
{
    private readonly SqliteStatement called = file.Prepare("INSERT OR IGNORE INTO externals VALUES(?1, ?2)");
    private readonly SqliteStatement uncalled = file.Prepare(
        "DELETE FROM externals WHERE external = (SELECT external FROM components WHERE id = ?1) AND id = ?1");
    private readonly SqliteStatement changed = file.Prepare("REPLACE INTO changes VALUES(?1, ?2)");

    /// <summary>Takes a component out, before what the summary says of it changes.</summary>
    internal void Remove(long id) => uncalled.Bind(1, id).Run();

    /// <summary>Puts a component in as it is after an entry.</summary>
    internal void Add(ComponentEvent entry)
    {
        var id = entry.After.Id.ToInt64();
        if (entry.After.ExternalId.Length > 0) called.Bind(1, entry.After.ExternalId).Bind(2, id).Run();
        if (entry.Number > 1) changed.Bind(1, id).Bind(2, SummaryColumns.DayNumber(entry.On)).Run();
    }
}
