using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Samples.Parking;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What the hub promises modules, and demands of them.</summary>
public sealed class ModuleTests
{
    private static readonly DocumentKind<WorkItem> Items = AlertDesk.ItemDocuments.Kind;

    [Theory]
    [InlineData("a>b b>a", "in a circle")]
    [InlineData("a>a", "in a circle")]
    [InlineData("a>nothing", "which is not there")]
    [InlineData("a a", "two modules 'a'")]
    [InlineData("items", "two modules 'items'")]
    [InlineData("A", "no module name")]
    public void Modules_ThatDoNotFit_AreRefused(string graph, string why)
    {
        var modules = graph.Split(' ').Select(m => m.Split('>')).Select(m => (ICityModule)new Plain(m[0], m[1..])).ToArray();
        var wrong = Assert.Throws<ArgumentException>(
            () => new CityHub(TestCity.NewSetup() with { Modules = modules }, new InMemoryCityStore(), TimeProvider.System));
        Assert.Contains(why, wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Listener_ToAModuleItDoesNotNeed_IsRefused()
    {
        var wrong = Assert.Throws<ArgumentException>(
            () => new CityHub(TestCity.NewSetup() with { Modules = [new Echo(needs: "items"), new Counter()] }, new InMemoryCityStore(),
            TimeProvider.System));
        Assert.Contains("listens to 'counter_note'", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Listener_OnWorkItems_SeesEachChangeInItsCommit()
    {
        await using var city = await StartAsync(new Counter());
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(
            new Commands.StepItem("s-1", (await city.ItemsAsync())[0].Id, new WorkCommand("oversee") { Reason = "asked" }),
            Actor.Of("l", "", Role.Oversight))).OrThrow();
        Assert.Equal("2", (await city.Hub.Store.FindAsync(Counter.Kind, "city-management"))!.Text);
    }

    [Fact] // two modules in a row: what one changes, the next sees
    public async Task Listener_OnAnotherModule_ComesAfterIt()
    {
        await using var city = await StartAsync(new Echo(), new Counter());
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal("1", (await city.Hub.Store.FindAsync(Echo.Kind, "city-management"))!.Text);
    }

    [Fact]
    public async Task Listener_ThatFails_StopsNothing()
    {
        await using var city = await StartAsync(new Failing());
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Single(await city.ItemsAsync());
        Assert.Contains(await city.FindingsAsync(), f => f is { Code: "undecided", Source: "failing" });
    }

    [Fact]
    public async Task Command_WhoseModuleFails_IsAnsweredAndLeavesNothing()
    {
        await using var city = await StartAsync(new Failing());
        var (journal, told) = ((await city.JournalAsync()).Count, (await city.NotificationsAsync()).Count);
        var answers = await Task.WhenAll(
            city.Hub.ExecuteAsync(new Fail("f-1"), TestCity.Admin).AsTask(), city.Hub.ExecuteAsync(new Fail("f-2"), TestCity.Admin)
            .AsTask());
        Assert.All(answers, a => Assert.Equal("module-failed", a.Refusal!.Code));
        Assert.Equal((journal, told), ((await city.JournalAsync()).Count, (await city.NotificationsAsync()).Count));
        Assert.Empty(await city.FindingsAsync());
        await city.AdmitAsync("pi-1"); // the hub goes on with its next number
        Assert.Equal(journal + 1, (await city.JournalAsync()).Count);
    }

    [Fact] // the row that is left out made the page look short, and the decision ask for it for ever
    public async Task Query_OfAPageWithAnUnreadableDocument_GoesOnWithTheRest()
    {
        using var file = new TempFile();
        var setup = TestCity.NewSetup() with { Modules = [new First()] };
        await using (var city = await TestCity.StartAsync(new Sqlite.SqliteCityStore(file.Path), setup))
            foreach (var n in Enumerable.Range(0, 3)) (await city.Hub.ExecuteAsync(new Fail($"n-{n}"), TestCity.Admin)).OrThrow();
        file.Run("UPDATE d_first_note SET doc = x'7b7d' WHERE id = 'n-0'");
        await using var again = await TestCity.StartAsync(new Sqlite.SqliteCityStore(file.Path), setup);
        (await again.Hub.ExecuteAsync(new Look("l-1"), TestCity.Admin)).OrThrow();
        Assert.Equal("n-1", (await again.Hub.Store.FindAsync(First.Kind, "seen"))!.Text);
    }

    [Fact]
    public async Task Put_OfAnotherModulesDocument_FailsAndChangesNothing()
    {
        await using var city = await StartAsync(new Thief());
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Null((await city.ItemsAsync())[0].Outcome);
        Assert.Contains(await city.FindingsAsync(), f => f is { Code: "undecided", Source: "thief" });
    }

    [Fact]
    public async Task Group_OfManyCommands_ReadsTheStoreInFewRounds()
    {
        var (store, gate) = (new CountingStore(new InMemoryCityStore()), (GatedStore?)null);
        gate = new GatedStore(store);
        await using var city = await TestCity.StartAsync(gate, TestCity.NewSetup() with { Modules = [new ParkingModule()] });
        gate.Close();
        var first = city.AdmitAsync("pi-9");
        await gate.Reached.Task;
        var sent = Enumerable.Range(0, 50)
            .Select(n => city.Hub.ExecuteAsync(ParkingTests.Offer($"o-{n}") with { Bay = $"B-{n}" }, TestCity.Resident).AsTask()).ToArray();
        var before = store.Reads;
        gate.Open();
        await first;
        Assert.All(await Task.WhenAll(sent), a => Assert.Null(a.Refusal));
        Assert.Equal(2, store.Reads - before); // whether their keys are known, and then everything else at once
    }

    private static Task<TestCity> StartAsync(params ICityModule[] modules) =>
        TestCity.StartAsync(setup: TestCity.NewSetup() with { Modules = modules });

    private sealed record Note(string Id, string Text);

    private static DocumentKind<Note> KindOf(string name) =>
        new(name, n => n.Id, n => System.Text.Encoding.UTF8.GetBytes($"{n.Id}\n{n.Text}"),
        b => System.Text.Encoding.UTF8.GetString(b.Span).Split('\n') is [var id, var text] ? new Note(id, text)
            : throw new FormatException("no note"));

    private sealed class Plain(string name, string[] needs) : ICityModule
    {
        public string Name => name;

        public IReadOnlyCollection<string> Needs => needs;

        public void Declare(ModuleDeclaration declaration)
        {
        }
    }

    /// <summary>Counts changes of work items by profile.</summary>
    private sealed class Counter : ICityModule
    {
        internal static DocumentKind<Note> Kind { get; } = KindOf("counter_note");

        public string Name => "counter";

        public IReadOnlyCollection<string> Needs => ["items"];

        public void Declare(ModuleDeclaration declaration) => declaration.Documents(Kind).OnChange(Items, (item, facts, changes) =>
            changes.Put(Kind, new Note(
                item.Profile, $"{int.Parse(facts.Find(Kind, item.Profile)?.Text ?? "0", System.Globalization.CultureInfo.InvariantCulture) + 1}")));
    }

    private sealed class Echo(string needs = "counter") : ICityModule
    {
        internal static DocumentKind<Note> Kind { get; } = KindOf("echo_note");

        public string Name => "echo";

        public IReadOnlyCollection<string> Needs => [needs];

        public void Declare(ModuleDeclaration declaration) => declaration.Documents(Kind)
            .OnChange(Counter.Kind, (note, facts, changes) => changes.Put(Kind, note));
    }

    private sealed class Failing : ICityModule
    {
        public string Name => "failing";

        public IReadOnlyCollection<string> Needs => ["items"];

        public void Declare(ModuleDeclaration declaration) => declaration
            .OnChange(Items, (_, _, _) => throw new InvalidOperationException("a bug"))
            .Command("failing/fail", FailJson.Default.Fail, Access.For(DataClass.Work), (_, _, facts, _) =>
                facts.Find(Items, "none") is null ? throw new InvalidOperationException("a bug") : null);
    }

    /// <summary>Keeps notes, and notes which it finds first on a page of two.</summary>
    private sealed class First : ICityModule
    {
        internal static DocumentKind<Note> Kind { get; } = KindOf("first_note");

        public string Name => "first";

        public void Declare(ModuleDeclaration declaration) => declaration
            .Documents(Kind)
            .Command("first/put", FailJson.Default.Fail, Access.For(DataClass.Work), (put, _, _, changes) =>
                Keep(put.CommandId, "", changes))
            .Command("first/look", FailJson.Default.Look, Access.For(DataClass.Work),
                (_, _, facts, changes) => Keep("seen", facts.Query(Kind.Query().Take(2))[0].Id, changes));

        private static Refusal? Keep(string id, string text, IChanges changes)
        {
            changes.Put(Kind, new Note(id, text));
            return null;
        }
    }

    private sealed class Thief : ICityModule
    {
        public string Name => "thief";

        public IReadOnlyCollection<string> Needs => ["items"];

        public void Declare(ModuleDeclaration declaration) =>
            declaration.OnChange(Items, (item, _, changes) => changes.Put(Items, item with { Outcome = "stolen" }));
    }

    private sealed class CountingStore(ICityStore inner) : PassingStore(inner)
    {
        internal int Reads { get; private set; }

        public override ValueTask<StoreAnswers> ReadTogetherAsync(StoreQuestions asked, CancellationToken cancellationToken)
        {
            Reads++;
            return base.ReadTogetherAsync(asked, cancellationToken);
        }
    }
}

internal sealed record Fail(string CommandId) : HubCommand(CommandId);

internal sealed record Look(string CommandId) : HubCommand(CommandId);

[System.Text.Json.Serialization.JsonSerializable(typeof(Fail))]
[System.Text.Json.Serialization.JsonSerializable(typeof(Look))]
internal sealed partial class FailJson : System.Text.Json.Serialization.JsonSerializerContext;
