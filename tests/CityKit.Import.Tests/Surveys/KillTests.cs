using System.Diagnostics;
using System.Reflection;
using System.Text;
using CityKit.Components.Registry;
using CityKit.Import.Tests.Support;
using CityKit.Sqlite;
using CityKit.Tests.Shared;

namespace CityKit.Import.Tests.Surveys;

/// <summary>
/// The tool imports in a process of its own and is killed (SIGKILL) at random moments; started again until it is done, registry and reject
/// file are those of an import that nobody disturbed (issue 14).
/// </summary>
public sealed class KillTests : IDisposable
{
    private static readonly int Kills = LongForm.Number(6, 20);
    private static readonly string[] Columns = ["GLBJBSM", "GLBJMC", "ZGBMDM", "ZGBMMC", "SZDYWGBSM", "CSRQ", "LON", "LAT"];

    private readonly TemporaryFolder folder = new();
    private int kills;
    private int midway; // between the first commit and the last

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Import_OfAGeoPackageKilledAtRandom_ComesOutAsUndisturbed()
    {
        var file = folder.Write(
            "s.gpkg", Geopackages.Of(
            "lamps", Columns[..^2], Lamps(30_000)
            .Select(row => (object?[])[.. row[..^2], Geopackages.Point((double)row[^2]!, (double)row[^1]!)])));
        await CheckAsync(file);
    }

    [Fact]
    public async Task Import_OfAWorkbookKilledAtRandom_ComesOutAsUndisturbed() =>
        await CheckAsync(folder.Write("s.xlsx", OpenXml.Of(Lamps(8_000).Prepend(Columns).Prepend(["市南区部件普查表"]))));

    private async Task CheckAsync(string file)
    {
        var clock = Stopwatch.StartNew();
        var expected = await RegistryOfAsync(file, 0, null);
        var (random, whole) = (new Random(14), (int)clock.ElapsedMilliseconds);
        for (var import = 1; kills < Kills; import++)
            Assert.Equal(expected, await RegistryOfAsync(file, import, () => random.Next(whole / 4, whole)));
        Assert.True(midway > 0, "No kill fell between two commits.");
    }

    // Every seventh has a rounded code, every eleventh repeats the one before.
    private static IEnumerable<object?[]> Lamps(int count) => Enumerable.Range(1, count).Select(i => (object?[])
    [
        i % 7 == 0 ? 3.70202e16 : $"37020201037{(i % 11 == 0 ? i - 1 : i):D6}", "路灯", "11100000000013338W", "市城市管理局", "370202001001001",
        i % 2 == 0 ? "2026/3/1" : "46082", 120.38 + i * 1e-6, 36.06,
    ]);

    /// <summary>What an import leaves behind: every component, then the reject file.</summary>
    private async Task<string> RegistryOfAsync(string file, int number, Func<int>? moment)
    {
        var (database, rejects) = (folder.At($"{number}.db"), folder.At($"{number}.csv"));
        while (await IsKilledAsync(file, database, rejects, moment))
        {
            kills++;
            if (await IsMidwayAsync(database)) midway++;
        }
        var text = new StringBuilder();
        await using var store = new SqliteComponentStore(database);
        await store.OpenAsync();
        await foreach (var entry in store.ReadLastAsync())
            text.Append(entry.Number).Append(entry.Kind).Append(entry.Record.On).Append(entry.After).Append('\n');
        return text.Append(await File.ReadAllTextAsync(rejects)).ToString();
    }

    // Of a copy, so that the tool itself finds what the kill left.
    private async Task<bool> IsMidwayAsync(string database)
    {
        foreach (var end in new[] { "", "-wal" })
            if (File.Exists(database + end)) File.Copy(database + end, folder.At("copy") + end, overwrite: true);
        if (!File.Exists(folder.At("copy"))) return false;
        await using var store = new SqliteComponentStore(folder.At("copy"));
        await store.OpenAsync();
        return await store.FindMarkAsync("s") is { Rows: > 0, IsDone: false };
    }

    /// <summary>Whether it was killed before it came to its end.</summary>
    private static async Task<bool> IsKilledAsync(string file, string database, string rejects, Func<int>? moment)
    {
        var tool = typeof(KillTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(entry => entry.Key == "ToolProgram").Value!;
        using var process = Process.Start(
            new ProcessStartInfo(
            "dotnet", [tool, "component", "import", file, "--db", database, "--survey", "s", "--on", "2026-07-01", "--rejects", rejects,
            "--commit", "500"])
        {
            RedirectStandardError = true,
        })!;
        var told = process.StandardError.ReadToEndAsync();
        if (moment is not null && !process.WaitForExit(moment())) process.Kill();
        await process.WaitForExitAsync();
        if (process.ExitCode is not (1 or 137)) Assert.Fail(await told); // with rejects, or killed
        return process.ExitCode == 137;
    }
}
