using System.Runtime.CompilerServices;
using CityKit.Components.Registry;
using CityKit.Sqlite;
using Microsoft.Data.Sqlite;

namespace CityKit.Components.Tests.Stores;

public sealed class SqliteComponentStoreTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-components-");

    private string File => Path.Combine(folder.FullName, "components.db");

    private SqliteComponentStore Reopen() => new(File);

    public void Dispose() => folder.Delete(recursive: true);

    [ModuleInitializer]
    internal static void PickTheSqliteProvider() => SQLitePCL.Batteries_V2.Init();

    [Fact]
    public async Task Open_Garbage_IsRefusedAndLeftAsItIs()
    {
        var garbage = new byte[8192];
        new Random(1).NextBytes(garbage);
        await System.IO.File.WriteAllBytesAsync(File, garbage);
        await Assert.ThrowsAsync<IOException>(async () => await Reopen().OpenAsync());
        Assert.Equal(garbage, await System.IO.File.ReadAllBytesAsync(File));
    }

    [Fact]
    public async Task Find_BeforeOpening_SaysSo()
    {
        await using var store = Reopen();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await store.FindAsync(Samples.Id(1)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(40)]
    [InlineData(100)]
    [InlineData(-1)]
    public async Task LoadIndex_ADamagedFile_IsBuiltAnew(int wrongByte)
    {
        await FillAsync(100);
        var bytes = await System.IO.File.ReadAllBytesAsync(File + "-near");
        bytes[(wrongByte + bytes.Length) % bytes.Length] ^= 1;
        await System.IO.File.WriteAllBytesAsync(File + "-near", bytes);
        await using var store = Reopen();
        await store.OpenAsync();
        Assert.Equal(100, (await store.LoadIndexAsync()).Count);
        bytes[(wrongByte + bytes.Length) % bytes.Length] ^= 1;
        Assert.Equal(bytes, await System.IO.File.ReadAllBytesAsync(File + "-near"));
    }

    [Fact]
    public async Task LoadIndex_CutShort_IsBuiltAnew()
    {
        await FillAsync(100);
        using (var file = new FileStream(File + "-near", FileMode.Open)) file.SetLength(file.Length / 2);
        await using var store = Reopen();
        await store.OpenAsync();
        Assert.Equal(100, (await store.LoadIndexAsync()).Count);
    }

    [Fact]
    public async Task SaveIndex_SomeoneElseWrote_KeepsNothingWrong()
    {
        await FillAsync(10);
        await using var mine = Reopen();
        await using var other = Reopen();
        await mine.OpenAsync();
        await other.OpenAsync();
        var index = await mine.LoadIndexAsync();
        Assert.Null(await other.AppendAsync([ComponentHistory.Begin(Samples.Lamp(11), Samples.Record(0)).Events[0]]));
        Assert.Null(await mine.AppendAsync([ComponentHistory.Begin(Samples.Lamp(12), Samples.Record(0)).Events[0]]));
        await mine.SaveIndexAsync(index);
        Assert.Equal(12, (await other.LoadIndexAsync()).Count);
    }

    [Theory]
    [InlineData("id = 42")] // before all others
    [InlineData("id = id / 1000000 * 1000000")] // sequence 0
    [InlineData("longitude = 181")]
    public async Task LoadIndex_ARowThatCannotBe_SaysSo(string harm)
    {
        await FillAsync(10);
        await HarmAsync($"UPDATE components SET {harm} WHERE id = {Samples.Id(5).ToInt64()}; UPDATE state SET revision = revision + 1");
        await using var store = Reopen();
        await store.OpenAsync();
        Assert.IsType<FormatException>((await Assert.ThrowsAsync<IOException>(async () => await store.LoadIndexAsync())).InnerException);
    }

    /// <summary>The file as the version before knew it: what questions ask by is filled from the entries, and goes on where it was
    /// killed.</summary>
    [Theory]
    [InlineData(12_345, 0)]
    [InlineData(12_345, 5_000)]
    [InlineData(1, 0)]
    [InlineData(0, 0)]
    public async Task Open_AFileOfTheVersionBefore_FillsWhatQuestionsAskBy(int count, int filledBefore)
    {
        List<ComponentSummary> expected;
        await using (var store = Reopen())
        {
            await store.OpenAsync();
            Assert.Null(await store.AppendAsync(
                [.. Enumerable.Range(1, count)
                .Select(i => ComponentHistory.Begin(Samples.Lamp(i) with { ExternalId = $"PF-{i % 9}" },
                    Samples.Record(i % 3)).Events[0])]));
            expected = await SummariesAsync(store);
        }
        var after = filledBefore == 0 ? 0 : Samples.Id(filledBefore).ToInt64();
        await HarmAsync($"DELETE FROM bodies WHERE {after} = 0; DELETE FROM grids WHERE {after} = 0; DELETE FROM responsible WHERE {after} = 0; DELETE FROM externals WHERE id > {after}; UPDATE state SET filling = {after} WHERE EXISTS(SELECT 1 FROM components); "
            + $"UPDATE components SET grid = 0, responsible = 0, surveyed = 0, changed = 0, last = 0, external = NULL WHERE id > {after}");
        await using var again = Reopen();
        await again.OpenAsync();
        Assert.Equal(expected, await SummariesAsync(again));
        Assert.Equal(expected.Count(row => row.ExternalId == "PF-4"), (await again.FindByExternalIdAsync("PF-4")).Count);
    }

    private static async Task<List<ComponentSummary>> SummariesAsync(SqliteComponentStore store)
    {
        List<ComponentSummary> rows = [];
        await foreach (var page in store.ReadSummariesAsync(default, SummaryParts.All)) rows.AddRange(page.Span);
        return rows;
    }

    private async Task HarmAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private async Task FillAsync(int count)
    {
        await using var store = Reopen();
        await store.OpenAsync();
        Assert.Null(await store.AppendAsync(
            [.. Enumerable.Range(1, count).Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
        await store.LoadIndexAsync();
    }
}
