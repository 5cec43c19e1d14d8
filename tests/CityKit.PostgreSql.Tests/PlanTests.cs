using System.Globalization;
using System.Text.RegularExpressions;
using CityKit.Documents;
using CityKit.Partitions;
using CityKit.PostgreSql.Tests.Support;
using CityKit.Storage;

namespace CityKit.PostgreSql.Tests;

/// <summary>
/// What PostgreSQL really reads for a page, with the settings and the statistics that it has, in tables too large to read whole.
/// </summary>
public sealed partial class PlanTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Lamps = 20_000;
    private const int Partitions = 2;
    private const int Streets = 50;
    private const int Page = 20;

    private sealed record Lamp(int Number)
    {
        internal static DocumentIndex<Lamp> Street { get; } = DocumentIndex<Lamp>.Text("street", l => $"street-{l.Number % Streets:d2}");

        internal static DocumentIndex<Lamp> Cell { get; } = DocumentIndex<Lamp>.Cell("cell", l => $"wm{l.Number % 997:d3}");

        internal static DocumentIndex<Lamp> Tags { get; } =
            DocumentIndex<Lamp>.Texts("tags", l => [$"tag-{l.Number % 40:d2}", $"tag-{l.Number % 41:d2}"]);

        internal static DocumentIndex<Lamp> At { get; } = DocumentIndex<Lamp>.Order("at", l => l.Number * 7919L % Lamps);

        internal static DocumentKind<Lamp> Kind { get; } = new("lamp", l => $"lamp-{l.Number:d6}",
            l => BitConverter.GetBytes(l.Number), bytes => new Lamp(BitConverter.ToInt32(bytes.Span)), Street, Cell, Tags, At);
    }

    public static TheoryData<string> Names => [.. Queries.Keys];

    private static IReadOnlyDictionary<string, DocumentQuery<Lamp>> Queries { get; } = new Dictionary<string, DocumentQuery<Lamp>>
    {
        ["by id"] = All,
        ["in an order"] = All.OrderBy(Lamp.At),
        ["in an order, the last first"] = All.OrderBy(Lamp.At, descending: true),
        ["in an order, from a cursor on"] = All.OrderBy(Lamp.At).After(new DocumentCursor(Lamps / 2, "lamp")),
        ["what is equal, in an order"] = All.Where(Lamp.Street, "street-07").OrderBy(Lamp.At, descending: true),
        ["what is equal, from a cursor on"] = All.Where(Lamp.Street, "street-07").OrderBy(Lamp.At)
            .After(new DocumentCursor(Lamps / 2, "lamp")),
        ["one of many values, in an order"] = All.Where(Lamp.Tags, "tag-03").OrderBy(Lamp.At),
        ["two of many values, in an order"] = All.Where(Lamp.Tags, "tag-03", "tag-04").OrderBy(Lamp.At),
        ["one of many values, by id"] = All.Where(Lamp.Tags, "tag-03"),
        ["a range in its order"] = All.Between(Lamp.At, IndexValue.Of(100), IndexValue.Of(Lamps)).OrderBy(Lamp.At),
    };

    private static DocumentQuery<Lamp> All => Lamp.Kind.Query().Take(Page);

    [PostgresTheory]
    [MemberData(nameof(Names))]
    public async Task Page_OfALargeTable_ReadsNoMoreRowsThanItGives(string query)
    {
        await using var store = await FilledAsync();
        var plan = await store.ExplainAsync(Queries[query].Plain, isRun: true);
        var read = plan.Where(line => !line.Contains("Function Scan", StringComparison.Ordinal)).Sum(Rows);
        var values = Queries[query].Plain.Conditions.Sum(c => c.Values.Length);
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
        Assert.True(read <= 2 * Math.Max(1, values) * (Page + 1), $"{read} rows: {string.Join('\n', plan)}"); // a document and its value
    }

    [PostgresFact]
    public async Task Prefix_OfALargeTable_ReadsWhatBeginsSo()
    {
        await using var store = await FilledAsync();
        var plan = await store.ExplainAsync(All.StartingWith(Lamp.Cell, "wm00").OrderBy(Lamp.At).Plain, isRun: true);
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
    }

    [PostgresTheory] // keys come out of indexes, a page of each partition and value; documents are read for one page
    [MemberData(nameof(Names))]
    public async Task PageOfTheCity_OfALargeTable_ReadsTheDocumentsThatItGives(string query)
    {
        await (await FilledAsync()).DisposeAsync();
        await using var city = new PostgreSqlDatabase(database.ConnectionString);
        await using var reader = city.Reader(Partitions);
        await reader.OpenAsync([Lamp.Kind], default);
        var plan = await ((PostgreSqlCityStore)reader.All).ExplainAsync(Queries[query].Plain, isRun: true);
        var shown = string.Join('\n', plan);
        var (keys, documents) = (plan.Where(line => line.Contains("Index Only Scan", StringComparison.Ordinal)).Sum(Rows),
            plan.Where(line => line.Contains("Index Scan", StringComparison.Ordinal) || line.Contains("Removed", StringComparison.Ordinal))
                .Sum(Rows));
        Assert.DoesNotContain(plan, line => line.Contains("Seq Scan", StringComparison.Ordinal));
        Assert.True(documents <= Page + 1, $"{documents} documents: {shown}");
        Assert.True(keys <= Partitions * Queries[query].Plain.Conditions.Sum(c => c.Values.Length - 1) * (Page + 1)
            + ((Partitions + 1) * (Page + 1)), $"{keys} keys: {shown}");
    }

    [PostgresFact]
    public async Task FindInTheCity_InALargeTable_IsOneLookUp()
    {
        await (await FilledAsync()).DisposeAsync();
        const int Many = 64;
        var sql = ReadBatch.DocumentsById(new DocumentTable(Lamp.Kind), PartitionScope.City(Many));
        await using var connections = new StoreConnections(database.ConnectionString, new());
        await using var connection = await connections.Readers.OpenConnectionAsync();
        var plan = await connection.RowsAsync($"EXPLAIN (ANALYZE, TIMING OFF) {sql}",
            [PartitionScope.City(Many).Parameter, SqlRows.Of(["lamp-000007"])], row => row.GetString(0), default);
        Assert.Contains("d_lamp$_id", Assert.Single(plan, line => line.Contains(" Scan ", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Contains(plan, line => line.Contains("Index Cond: (id = ", StringComparison.Ordinal));
    }

    private async Task<PostgreSqlCityStore> FilledAsync()
    {
        for (var p = 0; p < Partitions; p++)
        {
            await using var store = database.Store($"{new PartitionId(p)}");
            var opened = await store.OpenAsync([Lamp.Kind], default);
            if (opened.Position.Number > 0) continue; // filled by another test
            foreach (var part in Enumerable.Range(0, Lamps).Chunk(5000))
                await store.CommitAsync(
                    new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [.. part.Select(n => Lamp.Kind.Put(new Lamp(n), 1))] },
                    default);
            await store.CommitAsync(new StoreCommit
            {
                Epoch = opened.Epoch, After = 0,
                Entries = [new Journal.JournalEntry(1, NodaTime.Instant.FromUnixTimeSeconds(0), Journal.JournalKind.Tick, "", default)],
            }, default);
            database.Run("VACUUM ANALYZE");
        }
        var filled = database.Store($"{new PartitionId(0)}");
        await filled.OpenReadOnlyAsync([Lamp.Kind], default);
        return filled;
    }

    /// <summary>All rows that a step gave or threw away, over all its runs.</summary>
    private static long Rows(string line) => Read().Match(line) is { Success: true } found
        ? Number(found.Groups[1]) * Number(found.Groups[2]) + Number(found.Groups[3]) : 0;

    private static long Number(Group found) => found.Success ? long.Parse(found.ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"Scan .*actual rows=(\d+) loops=(\d+)|Rows Removed by .*: (\d+)")]
    private static partial Regex Read();
}
