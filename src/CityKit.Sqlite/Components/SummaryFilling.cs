using CityKit.Components.Registry;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>Fills what questions ask by into a file that an older version wrote, from its entries, some thousand a transaction. Killed, it
/// goes on with the next opening.</summary>
internal sealed class SummaryFilling(SqliteFile file)
{
    private const int PageRows = 5_000;

    private readonly SummaryColumns columns = new(file);
    private readonly SummaryLists lists = new(file);
    private readonly SqliteStatement filled = file.Prepare("SELECT filling FROM state");
    private readonly SqliteStatement keep = file.Prepare("UPDATE state SET filling = ?1");
    private readonly SqliteStatement documents = file.Prepare(
        "SELECT e.doc FROM components c JOIN entries e ON e.id = c.id AND e.number = c.entries WHERE c.id > ?1 ORDER BY c.id LIMIT ?2");
    private readonly SteadyStatement fill = new(file.Prepare(
        $"UPDATE components SET ({SummaryColumns.Names}) = ({SummaryColumns.Values}) WHERE id = ?1"));

    /// <summary>Fills all that is not filled yet.</summary>
    /// <exception cref="FormatException">An entry cannot be read.</exception>
    internal void Run()
    {
        while (filled.Scalar() is not null) FillPage();
    }

    private void FillPage()
    {
        using var work = file.Begin();
        if (filled.Scalar() is { } after) // another process may have come before
        {
            var page = ComponentReader.Rows(documents.Bind(1, after).Bind(2, PageRows), ComponentReader.Entry);
            foreach (var entry in page) Fill(entry);
            keep.Bind(1, page.Count < PageRows ? (long?)null : page[^1].After.Id.ToInt64()).Run();
        }
        work.Commit();
    }

    private void Fill(ComponentEvent entry)
    {
        columns.Bind(fill.Bind(1, entry.After.Id.ToInt64()), entry).Run();
        lists.Add(entry);
    }
}
