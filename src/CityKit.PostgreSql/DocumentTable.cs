using System.Security.Cryptography;
using System.Text;
using CityKit.Documents;

namespace CityKit.PostgreSql;

/// <summary>
/// The table of one kind of documents, shared by all partitions: a column for each index with one value, a table beside it for each with
/// many. Every column is indexed together with each order, so that a page of what is equal is read in its order.
/// </summary>
internal sealed class DocumentTable
{
    private const int LongestName = 63; // in PostgreSQL; what is longer is cut off without a word

    internal DocumentTable(DocumentKind kind)
    {
        Kind = kind;
        Name = $"d_{kind.Name}";
        Singles = [.. kind.Indexes.Where(i => !i.IsMany)];
        Orders = [.. Singles.Where(i => i is { IsOrder: true, IsTimer: false })];
        Many = [.. kind.Indexes.Where(i => i.IsMany)];
        IndexNames = string.Join(',', kind.Indexes.Select(i => i.Name).Order(StringComparer.Ordinal));
    }

    internal DocumentKind Kind { get; }

    internal string Name { get; }

    /// <summary>Indexes with one value a document.</summary>
    internal IReadOnlyList<DocumentIndex> Singles { get; }

    /// <summary>Those of them that pages of any condition can be sorted by.</summary>
    internal IReadOnlyList<DocumentIndex> Orders { get; }

    /// <summary>Indexes with many values a document.</summary>
    internal IReadOnlyList<DocumentIndex> Many { get; }

    /// <summary>All indexes, by which a partition knows whether its documents have the values of each.</summary>
    internal string IndexNames { get; }

    internal static string Column(DocumentIndex index) => $"x_{index.Name}";

    internal string TableOf(DocumentIndex many) => Fit($"{Name}${many.Name}");

    /// <summary>The place of an index in a change's values.</summary>
    internal int PlaceOf(DocumentIndex index) => Enumerable.Range(0, Kind.Indexes.Count).First(i => Kind.Indexes[i] == index);

    /// <summary>Every table, column (as <c>table.column</c>) and index, and the SQL that makes it.</summary>
    internal IEnumerable<(string Name, string Sql)> Parts() =>
    [
        (Name, $"CREATE TABLE {Name}(partition text COLLATE \"C\" NOT NULL, id text COLLATE \"C\" NOT NULL, version bigint NOT NULL, "
            + "doc bytea NOT NULL, crc bigint NOT NULL, PRIMARY KEY(partition, id)) WITH (fillfactor = 80)"),
        (Fit($"{Name}$_id"), $"CREATE INDEX {Fit($"{Name}$_id")} ON {Name}(id)"), // where in the city a document is
        .. Singles.Select(i => ColumnOf(Name, i)),
        .. Singles.Where(i => !i.IsTally).SelectMany(i => Sorted(Name, Column(i), i.IsOrder ? [] : Orders)),
        .. Kind.Tallies.Select(tally => Together([.. tally.Select(Column)])),
        .. Many.SelectMany(PartsOf),
    ];

    private (string Name, string Sql) Together(string[] columns)
    {
        var name = Fit($"{Name}$_{string.Join('$', columns)}");
        return (name, $"CREATE INDEX {name} ON {Name}(partition, {string.Join(", ", columns)})");
    }

    private IEnumerable<(string Name, string Sql)> PartsOf(DocumentIndex many) =>
    [
        (TableOf(many), $"CREATE TABLE {TableOf(many)}(partition text COLLATE \"C\" NOT NULL, value {TypeOf(many)} NOT NULL, "
            + "id text COLLATE \"C\" NOT NULL, PRIMARY KEY(partition, id, value))"),
        .. Orders.Select(o => ColumnOf(TableOf(many), o)),
        .. Sorted(TableOf(many), "value", []),
        .. Sorted(TableOf(many), "value", Orders),
    ];

    private static (string Name, string Sql) ColumnOf(string table, DocumentIndex index) =>
        ($"{table}.{Column(index)}", $"ALTER TABLE {table} ADD COLUMN {Column(index)} {TypeOf(index)}");

    /// <summary>A column indexed with each order, or with the id alone where there is none.</summary>
    private static IEnumerable<(string Name, string Sql)> Sorted(string table, string column, IReadOnlyList<DocumentIndex> orders) =>
        orders.Count == 0 ? [IndexOf(table, column)] : orders.Select(o => IndexOf(table, column, Column(o)));

    private static (string Name, string Sql) IndexOf(string table, params string[] columns)
    {
        var name = Fit($"{table}${string.Join('$', columns)}");
        return (name, $"CREATE INDEX {name} ON {table}(partition, {string.Join(", ", columns)}, id)");
    }

    private static string TypeOf(DocumentIndex index) => index.IsText ? "text COLLATE \"C\"" : "bigint";

    private static string Fit(string name)
    {
        const int Digits = 12;
        return name.Length <= LongestName ? name
            : $"{name[..(LongestName - Digits - 1)]}_{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(name)))[..Digits]}";
    }
}
