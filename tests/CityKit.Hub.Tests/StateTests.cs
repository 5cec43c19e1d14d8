using CityKit.Cases;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>State by key: stored in slices, brought forward after a kill, nothing counted twice.</summary>
public sealed class StateTests
{
    private const int Every = 20;

    [Theory]
    [InlineData(false, 1)]
    [InlineData(false, 2)]
    [InlineData(true, 3)]
    [InlineData(true, 4)]
    public async Task Kills_BetweenSlices_LoseNoTapAndCountNoneTwice(bool isSqlite, int seed)
    {
        using var file = new TempFile();
        await using var kept = new InMemoryCityStore();
        var (random, taps) = (new Random(seed), new Dictionary<string, List<string>>());
        var city = await StartAsync();
        for (var n = 0; n < 160; n++)
        {
            if (random.Next(12) == 0) city = await KillAsync(city);
            var card = $"card-{random.Next(40)}";
            if (!taps.TryGetValue(card, out var ids)) taps[card] = ids = [];
            if (random.Next(5) == 0) Assert.NotNull((await TapAsync(city, $"x-{n}", card, "closed")).Refusal);
            (await TapAsync(city, $"t-{n}", card, random.Next(2) == 0 ? "north" : "south")).OrThrow();
            (await TapAsync(city, $"t-{n}", card, "")).Refusal?.ToString(); // the id again, with another body: refused and not counted
            ids.Add($"t-{n}");
            var position = await city.Hub.Store.ReadPositionAsync(default);
            Assert.InRange(position.Number - position.Checkpoint, 0, Every);
        }
        city = await KillAsync(city);
        var expected = taps.SelectMany(card => card.Value.Chunk(TapsModule.Round).Where(five => five.Length == TapsModule.Round)
            .Select((five, n) => new Milestone($"{card.Key}-{(n + 1) * TapsModule.Round}", five[^1])));
        Assert.Equal(expected.OrderBy(m => m.Id, StringComparer.Ordinal), (await MilestonesAsync(city.Hub.Store))
            .OrderBy(m => m.Id, StringComparer.Ordinal));
        await city.DisposeAsync();

        Task<TestCity> StartAsync() => TestCity.StartAsync(isSqlite ? new SqliteCityStore(file.Path, isLocked: false) : kept, NewSetup());

        async Task<TestCity> KillAsync(TestCity killed) =>
            await TestCity.StartAsync(isSqlite ? new SqliteCityStore(file.Path, isLocked: false) : kept, NewSetup(), killed.Time);
    }

    [Fact]
    public async Task Stop_WritesAllState_AndAStartReplaysNothing()
    {
        using var file = new TempFile();
        await using (var city = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup()))
            for (var n = 0; n < 7; n++) (await TapAsync(city, $"t-{n}", "card", "north")).OrThrow();
        await using var again = await TestCity.StartAsync(new SqliteCityStore(file.Path), NewSetup());
        var position = await again.Hub.Store.ReadPositionAsync(default);
        Assert.Equal(position.Number, position.Checkpoint);
        for (var n = 7; n < 10; n++) (await TapAsync(again, $"t-{n}", "card", "north")).OrThrow();
        Assert.Equal(["card-10", "card-5"], (await MilestonesAsync(again.Hub.Store)).Select(m => m.Id).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Replay_OfTheJournal_GivesTheSameDocuments()
    {
        await using var city = await TestCity.StartAsync(setup: NewSetup());
        for (var n = 0; n < 30; n++) (await TapAsync(city, $"t-{n}", $"card-{n % 3}", "north")).OrThrow();
        await using var replayed = await JournalReplay.RunAsync(NewSetup(), city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await MilestonesAsync(city.Hub.Store), await MilestonesAsync(replayed));
    }

    [Fact]
    public async Task DamagedPiece_RefusesItsCommandsAlone()
    {
        await using var store = new InMemoryCityStore();
        var careless = new StateKind<TapCount>(TapsModule.Counts.Name, _ => "{"u8.ToArray(), _ => new TapCount(0, 0, ""));
        await using (var city = await TestCity.StartAsync(store, NewSetup(new TapsModule(careless)))) (
            await TapAsync(city, "t-1", "bad", "north")).OrThrow();
        await using var again = await TestCity.StartAsync(store, NewSetup());
        Assert.Equal("module-failed", (await TapAsync(again, "t-2", "bad", "north")).Refusal!.Code);
        (await TapAsync(again, "t-3", "good", "north")).OrThrow();
    }

    [Fact]
    public async Task State_OfAnotherModuleOrNotDeclared_IsRefused()
    {
        Assert.Throws<ArgumentException>(
            () => new CityHub(TestCity.NewSetup() with { Modules = [new Stranger()] }, new InMemoryCityStore(), TimeProvider.System));
        await using var city = await TestCity.StartAsync(setup: TestCity.NewSetup() with { Modules = [new TapsModule(), new Peeper()] });
        Assert.Equal("module-failed", (await city.Hub.ExecuteAsync(new Peep("p-1"), TestCity.Resident)).Refusal!.Code);
    }

    private static HubSetup NewSetup(TapsModule? module = null) =>
        TestCity.NewSetup(options: new HubOptions { SnapshotEvery = Every }) with { Modules = [module ?? new TapsModule()] };

    [Theory] // a null was left out, and then missed when it was read
    [InlineData("text")]
    [InlineData(null)]
    public async Task Documents_ValueThatMayBeNull_AreReadAsTheyWereWritten(string? text)
    {
        var kind = ModuleJson.Documents("taps_note", (TapNote note) => note.Id, TapsJson.Shared.TapNote);
        var store = new InMemoryCityStore();
        var opened = await store.OpenAsync([kind], default);
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = 0, Documents = [kind.Put(new TapNote("n-1", text), 1)] }, default);
        Assert.Equal(text, (await store.FindAsync(kind, "n-1"))!.Text);
    }

    private static async Task<Commands.CommandAnswer> TapAsync(TestCity city, string id, string card, string gate) =>
        await city.Hub.ExecuteAsync(new Tap(id, card, gate), TestCity.Resident);

    private static Task<List<Milestone>> MilestonesAsync(ICityStore store) => store.ReadAsync(TapsModule.Milestones.Query()).ToListAsync()
        .AsTask();

    /// <summary>Follows a command of another module.</summary>
    private sealed class Stranger : ICityModule
    {
        public string Name => "stranger";

        public void Declare(ModuleDeclaration declaration) =>
            declaration.State<Tap, TapCount>(
                ModuleJson.State("stranger_count", TapsJson.Shared.TapCount), tap => tap.Card, (_, _, _) => new TapCount(1, 0, ""));
    }

    /// <summary>Reads another module's state.</summary>
    private sealed class Peeper : ICityModule
    {
        public string Name => "peeper";

        public void Declare(ModuleDeclaration declaration) =>
            declaration.Command("peeper/peep", PeepJson.Default.Peep, Access.For(DataClass.Work),
            (_, _, facts, _) => facts.Read(TapsModule.Counts, "card") is null ? null : null);
    }
}

internal sealed record Peep(string CommandId) : HubCommand(CommandId);

[System.Text.Json.Serialization.JsonSerializable(typeof(Peep))]
internal sealed partial class PeepJson : System.Text.Json.Serialization.JsonSerializerContext;
