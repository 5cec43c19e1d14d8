using CityKit.Documents;
using CityKit.Shared.Sqlite;

namespace CityKit.Sqlite;

/// <summary>
/// The table of one kind of documents: a column for each index with one value, a table beside it for each with many. Every column is
/// indexed together with each order, so that a page of what is equal is read in its order.
/// </summary>
internal sealed class DocumentTable
{
    private readonly DocumentIndex[] singles;

    internal DocumentTable(DocumentKind kind)
    {
        Kind = kind;
        Name = $"d_{kind.Name}";
        singles = [.. kind.Indexes.Where(i => !i.IsMany)];
        Orders = [.. singles.Where(i => i is { IsOrder: true, IsTimer: false })];
        Many = [.. kind.Indexes.Where(i => i.IsMany)];
    }

    internal DocumentKind Kind { get; }

    internal string Name { get; }

    /// <summary>Indexes with one value a document.</summary>
    internal IReadOnlyList<DocumentIndex> Singles => singles;

    /// <summary>Those of them that pages of any condition can be sorted by.</summary>
    internal DocumentIndex[] Orders { get; }

    /// <summary>Indexes with many values a document.</summary>
    internal DocumentIndex[] Many { get; }

    internal static string Column(string index) => $"x_{index}";

    /// <summary>The index of a column together with an order.</summary>
    internal string IndexOf(DocumentIndex single, string order) => $"{Name}_{single.Name}_{order}";

    /// <summary>The index that has everything that totals ask, together; null when none has.</summary>
    internal string? TallyOf(DocumentTotals totals)
    {
        var conditions = totals.Of.Conditions;
        var used = conditions.Select(condition => condition.Index).Concat(totals.By)
            .Concat(new[] { totals.Of.Range?.Index, totals.Sum }.OfType<string>()).ToHashSet();
        var found = Kind.Tallies.FirstOrDefault(tally => used.IsSubsetOf(tally.Select(index => index.Name))
            && conditions.Any(condition => condition.Index == tally[0].Name && !condition.IsPrefix));
        return found is null ? null : NameOf(found);
    }

    internal string TableOf(DocumentIndex many) => $"m_{Kind.Name}_{many.Name}";

    /// <summary>Creates what is missing; documents that are there get the values of indexes that are new.</summary>
    internal void Ensure(SqliteFile file)
    {
        file.Execute(
            $"CREATE TABLE IF NOT EXISTS {Name}(id TEXT NOT NULL, version INTEGER NOT NULL, many TEXT NOT NULL, doc BLOB NOT NULL, "
            + $"crc INTEGER); CREATE UNIQUE INDEX IF NOT EXISTS {Name}_id ON {Name}(id)");
        var known = ColumnsOf(file, Name);
        var missing = singles.Where(i => !known.Contains(Column(i.Name))).ToArray();
        var tables = Many.Where(i => file.Scalar($"SELECT count(*) FROM sqlite_master WHERE name = '{TableOf(i)}'") == 0).ToArray();
        foreach (var index in missing)
            file.Execute($"ALTER TABLE {Name} ADD COLUMN {Column(index.Name)} {(index.IsText ? "TEXT" : "INTEGER")}");
        foreach (var index in tables) file.Execute(ManyTable(index));
        foreach (var index in Many.Except(tables)) AddOrders(file, index);
        foreach (var index in singles.Where(i => !i.IsTally)) file.Execute(Indexes(index));
        foreach (var tally in Kind.Tallies) file.Execute(Together(tally));
        foreach (var timer in singles.Where(i => i.IsTimer)) DropOrder(file, timer);
        var isOld = !known.Contains("crc");
        if (isOld) file.Execute($"ALTER TABLE {Name} ADD COLUMN crc INTEGER");
        if (missing.Length + tables.Length > 0 || isOld) Reindex(file);
    }

    /// <summary>Versions before kept every index in the order of a timer too.</summary>
    private void DropOrder(SqliteFile file, DocumentIndex timer)
    {
        foreach (var index in singles) file.Execute($"DROP INDEX IF EXISTS {IndexOf(index, timer.Name)}");
        foreach (var index in Many) file.Execute($"DROP INDEX IF EXISTS {TableOf(index)}_{timer.Name}");
    }

    private string ManyTable(DocumentIndex index)
    {
        var orders = string.Concat(Orders.Select(o => $"{Column(o.Name)} INTEGER, "));
        var sorted = string.Concat(Orders.Select(order => Sorted(index, order)));
        return $"CREATE TABLE {TableOf(index)}(value {(index.IsText ? "TEXT" : "INTEGER")} NOT NULL, "
            + $"{orders}id TEXT NOT NULL, PRIMARY KEY(id, value)) WITHOUT ROWID; "
            + $"CREATE INDEX {TableOf(index)}_id ON {TableOf(index)}(value, id); {sorted}";
    }

    /// <summary>Orders that are newer than the table: its rows get their values with the documents'.</summary>
    private void AddOrders(SqliteFile file, DocumentIndex many)
    {
        var known = ColumnsOf(file, TableOf(many));
        foreach (var order in Orders.Where(o => !known.Contains(Column(o.Name))))
            file.Execute($"ALTER TABLE {TableOf(many)} ADD COLUMN {Column(order.Name)} INTEGER; {Sorted(many, order)}");
    }

    private string Sorted(DocumentIndex many, DocumentIndex order) =>
        $"CREATE INDEX {TableOf(many)}_{order.Name} ON {TableOf(many)}(value, {Column(order.Name)}, id);";

    private string Indexes(DocumentIndex index) => index.IsOrder || Orders.Length == 0
        ? $"CREATE INDEX IF NOT EXISTS {Name}_{index.Name} ON {Name}({Column(index.Name)}, id);"
        : string.Concat(Orders.Select(o =>
            $"CREATE INDEX IF NOT EXISTS {Name}_{index.Name}_{o.Name} ON {Name}({Column(index.Name)}, {Column(o.Name)}, id);"));

    private string NameOf(IReadOnlyList<DocumentIndex> tally) => $"{Name}_tally_{string.Join('_', tally.Select(i => i.Name))}";

    private string Together(IReadOnlyList<DocumentIndex> tally) =>
        $"CREATE INDEX IF NOT EXISTS {NameOf(tally)} ON {Name}("
        + $"{string.Join(", ", tally.Select(i => Column(i.Name)))})";

    private static HashSet<string> ColumnsOf(SqliteFile file, string table)
    {
        using var columns = new SqliteStatement(file.Handle, $"SELECT name FROM pragma_table_info('{table}')");
        var names = new HashSet<string>();
        while (columns.Step()) names.Add(columns.Text(0));
        return names;
    }

    /// <summary>
    /// Writes every document again, with all its values. One that cannot be read keeps none, and is found by its id alone.
    /// </summary>
    private void Reindex(SqliteFile file)
    {
        var places = Places(file);
        if (places.Count == 0) return;
        using var rows = new SqliteStatement(file.Handle, $"SELECT id, version, doc FROM {Name} WHERE rowid > ?1 ORDER BY rowid LIMIT 1");
        using var writer = new DocumentWriter(file, this);
        foreach (var place in places)
        {
            if (!rows.Bind(1, place - 1).Step()) continue;
            var (id, version, bytes) = (rows.Text(0), rows.Int64(1), rows.Blob(2).ToArray());
            rows.Reset();
            if (ValuesOf(bytes) is { } values) writer.Write(new DocumentChange(Kind, id, version, bytes, values));
        }
    }

    private List<long> Places(SqliteFile file)
    {
        using var all = new SqliteStatement(file.Handle, $"SELECT rowid FROM {Name}");
        var places = new List<long>();
        while (all.Step()) places.Add(all.Int64(0));
        return places;
    }

    private IndexValue[][]? ValuesOf(byte[] bytes)
    {
        try
        {
            return Kind.ValuesOf(bytes);
        }
        catch (FormatException)
        {
            return null;
        }
    }
}
