using System.Diagnostics;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases.Kpi;
using CityKit.Documents;
using CityKit.Partitions;
using CityKit.PostgreSql;
using CityKit.Shared.PostgreSql;
using NodaTime;
using Npgsql;

namespace CityKit.Benchmarks;

/// <summary>
/// Questions about a whole city with many cases, in 64 partitions: how the handling of 53 bodies was on time in a month of 16, and in one
/// that all of them are of, beside SQL by hand; then pages over all partitions and a case by its id. The rows are made in the database; of
/// the indexes only those are kept that the questions use.
/// </summary>
internal static class CityKpi
{
    private const int Partitions = 64;
    private const int Bodies = 53;
    private const int Codes = 200; // kinds of cases, which count the same
    private const int Months = 16; // 10,000 cases a day make 5 million
    private const int Runs = 7;
    private static readonly Instant Month = Instant.FromUtc(2026, 9, 30, 16, 0);
    private static readonly Instant Next = Instant.FromUtc(2026, 10, 31, 16, 0);
    private static readonly string[] Kept = ["_pkey", "$_id", "$_x_profile%", "$x_open$x_at", "$x_body$x_deadline"];

    internal static async Task RunAsync(int items)
    {
        using var server = new PrivatePostgres();
        await using var city = new PostgreSqlDatabase(server.ConnectionTo("postgres"));
        await using var reader = city.Reader(Partitions);
        await reader.OpenAsync([ItemDocuments.Kind], default);
        await using var source = NpgsqlDataSource.Create($"{server.ConnectionTo("postgres")};Search Path=citykit;Command Timeout=0;"
            + "Options=-c maintenance_work_mem=512MB -c synchronous_commit=off");
        await FillAsync(source, items);
        var cpu = new ServerCpu(server.Folder);
        foreach (var months in (int[])[Months, 1]) await FiguresAsync(reader, source, cpu, items, months);
        await PagesAsync(reader, source);
    }

    private static async Task FillAsync(NpgsqlDataSource source, int items)
    {
        var watch = Stopwatch.StartNew();
        var indexes = await ColumnAsync(source, "SELECT indexdef FROM pg_indexes WHERE schemaname = 'citykit' AND tablename = 'd_item' AND "
            + $"({string.Join(" OR ", Kept.Select(name => $"indexname LIKE 'd_item{name.Replace("_", "\\_", StringComparison.Ordinal)}'"))})");
        await RunAsync(source, "ALTER TABLE d_item DROP CONSTRAINT d_item_pkey; DO $$ DECLARE i text; BEGIN FOR i IN SELECT indexname FROM "
            + "pg_indexes WHERE schemaname = 'citykit' AND tablename = 'd_item' LOOP EXECUTE format('DROP INDEX %I', i); END LOOP; END $$");
        await using var fill = source.CreateCommand($"""
            INSERT INTO d_item(partition, id, version, doc, crc, x_open, x_profile, x_body, x_repeat, x_at, x_deadline, x_handling_due, x_facts)
            SELECT to_char(n % {Partitions}, 'FM000'), md5(n::text), 1, decode(repeat('00', 600), 'hex'), 0, (n % 100 = 0)::int,
                'city-management', 'body-' || to_char((n / 64) % {Bodies}, 'FM00'), 0, $1 + n * $2, $1 + n * $2, $1 + n * $2, ($3)[1 + n % {Codes}]
            FROM generate_series(0::bigint, $4 - 1) AS s(n)
            """);
        fill.Parameters.Add(new() { Value = IndexValue.Of(Month).Number });
        fill.Parameters.Add(new() { Value = (IndexValue.Of(Next).Number - IndexValue.Of(Month).Number) / items });
        fill.Parameters.Add(new() { Value = CodesOfCases() });
        fill.Parameters.Add(new() { Value = (long)items });
        await fill.ExecuteNonQueryAsync();
        foreach (var index in indexes) await RunAsync(source, index);
        await RunAsync(source, "VACUUM (ANALYZE) d_item");
        Say($"{items:n0} cases after {watch.Elapsed.TotalSeconds:0} s");
    }

    /// <summary>Kinds of cases by chance, each with some of the facts.</summary>
    private static long[] CodesOfCases()
    {
        var chance = new Random(1);
        return [.. Enumerable.Range(0, Codes).Select(_ => chance.NextInt64(1L << CaseFacts.Names.Count))];
    }

    /// <summary>
    /// The question that <c>items/figures</c> asks with <c>by=body</c> and <c>figure=on-time-handling</c>, and the same figure in SQL by
    /// hand.
    /// </summary>
    private static async Task FiguresAsync(ICityReader reader, NpgsqlDataSource source, ServerCpu cpu, int items, int months)
    {
        var onTime = KpiCatalogue.BuiltIn.Definitions.Single(definition => definition.Id == "on-time-handling");
        var until = Month + ((Next - Month) / months);
        var (ours, hand) = (new List<double>(), new List<double>());
        var (oursCpu, handCpu) = (0.0, 0.0);
        (string Body, long OnTime, long Due)[] figures = [], byHand = [];
        for (var run = 0; run < Runs; run++)
        {
            var before = cpu.Microseconds();
            ours.Add(await TimeAsync(async () => figures = await FiguresAsync(reader, onTime, until)));
            var between = cpu.Microseconds();
            hand.Add(await TimeAsync(async () => byHand = await ByHandAsync(source, until)));
            (oursCpu, handCpu) = (oursCpu + between - before, handCpu + cpu.Microseconds() - between);
            if (!figures.SequenceEqual(byHand)) throw new InvalidOperationException("the figures differ");
        }
        Say($"{onTime.Id} of {figures.Length} bodies over a month of {items / months:n0} cases, of {items:n0} in {Partitions} partitions: {Median(ours):0} ms ({ours.Min():0} to {ours.Max():0}), {oursCpu / Runs / 1e3:0} ms of PostgreSQL's CPU; one SELECT by hand: {Median(hand):0} ms, {handCpu / Runs / 1e3:0} ms of CPU");
        foreach (var line in await ((PostgreSqlCityStore)reader.All).ExplainAsync(Totals("handling_due", until), isRun: true))
            Console.WriteLine($"    {line}");
    }

    private static async Task<(string, long, long)[]> FiguresAsync(ICityReader reader, KpiDefinition figure, Instant until)
    {
        var sums = new SortedDictionary<string, KpiSums>(StringComparer.Ordinal);
        foreach (var group in await reader.All.TotalAsync(Totals("handling_due", until), default))
        {
            if (!sums.TryGetValue(group.Values[0]!.Value.Text!, out var sum)) sums[group.Values[0]!.Value.Text!] = sum = new KpiSums();
            sum.Add(group.Values[1]!.Value.Number, group.Count, isByDeadline: true, isOver: true);
        }
        return [.. sums.Select(body => (body.Key, body.Value.ValueOf(figure)))
            .Select(row => (row.Key, row.Item2.Numerator, row.Item2.Denominator))];
    }

    private static DocumentTotals Totals(string index, Instant until) => new(
        new DocumentQuery("item")
        {
            Conditions = [new("repeat", [IndexValue.Of(0)], false), new("profile", [IndexValue.Of("city-management")], false)],
            Range = new(index, IndexValue.Of(Month), IndexValue.Of(until)),
        }, ["body", "facts"]) { Limit = 200_000 };

    private static async Task<(string, long, long)[]> ByHandAsync(NpgsqlDataSource source, Instant until)
    {
        await using var command = source.CreateCommand($"SELECT x_body, count(*) FILTER (WHERE x_facts & {Bit("intimeDispose")} <> 0), "
            + $"count(*) FILTER (WHERE x_facts & {Bit("needDispose")} <> 0) FROM d_item WHERE x_profile = 'city-management' AND x_repeat = 0 "
            + $"AND x_handling_due >= {IndexValue.Of(Month)} AND x_handling_due < {IndexValue.Of(until)} GROUP BY x_body ORDER BY x_body");
        await using var row = await command.ExecuteReaderAsync();
        var rows = new List<(string, long, long)>();
        while (await row.ReadAsync()) rows.Add((row.GetString(0), row.GetInt64(1), row.GetInt64(2)));
        return [.. rows];
    }

    private static long Bit(string fact) => 1L << CaseFacts.Names.ToList().IndexOf(fact);

    private static async Task PagesAsync(ICityReader reader, NpgsqlDataSource source)
    {
        var all = (PostgreSqlCityStore)reader.All;
        var open = new DocumentQuery("item") { Conditions = [new("open", [IndexValue.Of(1)], false)], Order = "at", Descending = true };
        var middle = new DocumentCursor(IndexValue.Of(Month + (Next - Month) / 2).Number, "");
        foreach (var (name, query) in ((string, DocumentQuery)[])
        [
            ("newest open", open), ("newest open, from the middle on", open with { After = middle }),
            ("of a body by deadline", new("item") { Conditions = [new("body", [IndexValue.Of("body-07")], false)], Order = "deadline" }),
            ("by id", new("item")),
        ])
        {
            var took = new List<double>();
            for (var run = 0; run < 20; run++) took.Add(await TimeAsync(async () => await all.QueryAsync(query, default)));
            Say($"a page of 50, {name}: {Median(took):0.00} ms ({took.Min():0.00} to {took.Max():0.00})");
            if (Environment.GetEnvironmentVariable("CITYKIT_PLANS") is not null)
                foreach (var line in await all.ExplainAsync(query, isRun: true)) Console.WriteLine($"    {line}");
        }
        var ids = (await ColumnAsync(source, "SELECT id FROM d_item TABLESAMPLE SYSTEM (0.01) LIMIT 200"))
            .Select(id => new DocumentKey("item", id)).ToArray();
        var finds = new List<double>();
        foreach (var id in ids) finds.Add(await TimeAsync(async () => await all.FindAsync([id], default)));
        Say($"a case by its id: {Median(finds):0.00} ms ({finds.Min():0.00} to {finds.Max():0.00})");
        var counts = new DocumentTotals(new DocumentQuery("item") { Conditions = [new("open", [IndexValue.Of(1)], false)] }, ["body"]);
        var counted = new List<double>();
        for (var run = 0; run < Runs; run++) counted.Add(await TimeAsync(async () => await all.TotalAsync(counts, default)));
        Say($"open cases by body: {Median(counted):0} ms ({counted.Min():0} to {counted.Max():0})");
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var row = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await row.ReadAsync()) values.Add(row.GetString(0));
        return values;
    }

    private static async Task RunAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var began = Stopwatch.GetTimestamp();
        await act();
        return Stopwatch.GetElapsedTime(began).TotalMilliseconds;
    }

    private static double Median(List<double> of) => of.Order().ElementAt(of.Count / 2);

    private static void Say(FormattableString what) => Console.WriteLine(what.ToString(CultureInfo.InvariantCulture));
}
