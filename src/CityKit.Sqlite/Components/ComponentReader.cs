using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Shared.Sqlite;
using NodaTime;

namespace CityKit.Sqlite;

/// <summary>Reads what was committed of the component registry, on a connection of its own.</summary>
internal sealed class ComponentReader(SqliteFile file) : IDisposable
{
    private readonly SqliteStatement history = file.Prepare("SELECT doc FROM entries WHERE id = ?1 ORDER BY number");
    private readonly SqliteStatement last = file.Prepare("SELECT max(id) FROM components WHERE id BETWEEN ?1 AND ?2");
    private readonly SqliteStatement documents = file.Prepare(
        "SELECT e.doc FROM components c JOIN entries e ON e.id = c.id AND e.number = c.entries WHERE c.id > ?1 ORDER BY c.id LIMIT ?2");
    private readonly SqliteStatement document = file.Prepare(
        "SELECT e.doc FROM components c JOIN entries e ON e.id = c.id AND e.number = c.entries WHERE c.id = ?1");
    private readonly SqliteStatement external = file.Prepare("SELECT id FROM externals WHERE external = ?1 ORDER BY id");
    private readonly SqliteStatement changedAfter = file.Prepare("SELECT id FROM changes WHERE last > ?1");
    private readonly SqliteStatement import = file.Prepare(
        "SELECT bytes, digest, begun, rows, accepted, rejected, reject_bytes, done, terms FROM imports WHERE name = ?1");
    private readonly SqliteStatement digestOf = file.Prepare("SELECT digest FROM state");
    private readonly SqliteStatement stateOf = file.Prepare("SELECT id, revision FROM state");
    private readonly SqliteStatement places = file.Prepare(
        $"SELECT id, longitude, latitude, state FROM components WHERE id > ?1 AND state <> {(int)ComponentState.Removed} "
        + "ORDER BY id LIMIT ?2");

    /// <summary>What questions ask by.</summary>
    internal SummaryReader Summaries { get; } = new(file);

    public void Dispose() => file.Dispose();

    internal long Count() => file.Scalar("SELECT count(*) FROM components");

    internal StoreState State() => Rows(stateOf, row => new StoreState(row.Text(0), row.Int64(1)))[0];

    internal string Digest() => Rows(digestOf, row => row.Text(0))[0];

    internal ImportMark? Mark(string name) => Rows(import.Bind(1, name), row =>
        new ImportMark(name, row.Int64(0), row.Text(1), InstantNanoseconds.FromUnixNanoseconds(row.Int64(2)), row.Int64(3),
            row.Int64(4), row.Int64(5), row.Int64(6), row.Int64(7) != 0) { Terms = row.Text(8) }).FirstOrDefault();

    /// <summary>Every place as of one moment, and that moment's state; what is written meanwhile is not in it.</summary>
    internal (ComponentIndex Index, StoreState State) Index()
    {
        file.Execute("BEGIN");
        try
        {
            var state = State();
            return (ComponentIndex.Build(Standing(), (int)Count()), state);
        }
        finally
        {
            file.Execute("COMMIT");
        }
    }

    internal int LastSequence(long from, long to) => (int)((last.Bind(1, from).Bind(2, to).Scalar() ?? from - 1) - from + 1);

    internal ComponentHistory? Find(ComponentId id)
    {
        var entries = Rows(history.Bind(1, id.ToInt64()), Entry);
        return entries.Count == 0 ? null : ComponentHistory.Of(entries);
    }

    internal List<ComponentEvent> Last(long after, int rows) => Rows(documents.Bind(1, after).Bind(2, rows), Entry);

    internal List<ComponentPlace> Places(long after, int rows) => Rows(places.Bind(1, after).Bind(2, rows), Standing);

    private IEnumerable<ComponentPlace> Standing()
    {
        places.Bind(1, 0L).Bind(2, long.MaxValue);
        var id = default(ComponentId);
        try
        {
            while (places.Step()) yield return Standing(places, id = Next(id, places.Int64(0)));
        }
        finally
        {
            places.Reset();
        }
    }

    /// <summary>The last entries of some components.</summary>
    internal List<ComponentEvent> Last(IEnumerable<ComponentId> ids) =>
        [.. ids.SelectMany(id => Rows(document.Bind(1, id.ToInt64()), Entry))];

    internal List<ComponentId> External(string text) => Rows(external.Bind(1, text), row => ComponentId.FromInt64(row.Int64(0)));

    internal List<ComponentId> ChangedAfter(LocalDate day)
    {
        var ids = Rows(changedAfter.Bind(1, SummaryColumns.DayNumber(day)), row => ComponentId.FromInt64(row.Int64(0)));
        ids.Sort();
        return ids;
    }

    private static ComponentPlace Standing(SqliteStatement row) => Standing(row, ComponentId.FromInt64(row.Int64(0)));

    private static ComponentPlace Standing(SqliteStatement row, ComponentId id) => new(id, Place(row), (ComponentState)row.Int64(3));

    /// <summary>Of a million ids one after the other, county or scheme and class are checked once.</summary>
    internal static ComponentId Next(ComponentId before, long number)
    {
        var sequence = before.Sequence + (number - before.ToInt64());
        return before != default && sequence > 0 && sequence <= before.MaxSequence
            ? before.WithSequence((int)sequence)
            : ComponentId.FromInt64(number);
    }

    private static GeoPoint Place(SqliteStatement row) => StoredPlace.Read(row, 1);

    internal static ComponentEvent Entry(SqliteStatement row) =>
        ComponentCodec.Read(row.Blob(0), out var error)
            ?? throw new FormatException($"An entry of the component registry cannot be read: {error}");

    internal static List<T> Rows<T>(SqliteStatement statement, Func<SqliteStatement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (statement.Step()) rows.Add(read(statement));
        }
        finally
        {
            statement.Reset();
        }
        return rows;
    }
}
