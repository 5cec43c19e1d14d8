using System.Globalization;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Archiving;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A changed window is filled from the journal, as if it had always been so; what did not change is not touched.</summary>
public sealed class WindowFillingTests : IDisposable
{
    private const int Minutes = 9 * 60;
    private static readonly Instant At = TestCity.Start;
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    /// <summary>Windows before and after the edit; the version of the file.</summary>
    public static TheoryData<int, string, string> Edits => new()
    {
        { 1, """{"kind": "window", "over": "PT30M", "above": "90 L"}""", """{"kind": "window", "over": "PT1H", "above": "170 L"}""" },
        { 1, """{"kind": "silence", "for": "PT30M"}""", """{"kind": "window", "over": "PT1H", "below": "150 L"}""" },
        { 2, """{"kind": "window", "over": "30 min", "above": "90 L"}""", """{"kind": "window", "over": "1 h", "above": "170 L"}""" },
        { 2, """{"kind": "window", "over": "2 h", "below": "300 L"}""",
            """{"kind": "window", "over": "1 h", "steps": 12, "below": "150 L"}""" },
        { 2, """{"kind": "window", "over": "1 h", "above": "170 L"}""",
            """{"kind": "window", "over": "20 min", "steps": 10, "of": "maximum", "above": "7 L"}""" },
        { 2, """{"kind": "threshold", "above": "9 L"}""", """{"kind": "window", "over": "40 min", "of": "rate", "above": "0.18 m3/h"}""" },
    };

    [Theory, MemberData(nameof(Edits))]
    public async Task PutRules_ChangedWindow_GivesTheAlertsOfOneThatWasAlwaysThere(int version, string before, string after)
    {
        var found = 0;
        for (var seed = 1; seed <= 4; seed++)
        {
            var cut = 180 + new Random(seed).Next(200);
            await using var straight = await RunAsync(seed, int.MaxValue, Rules(version, after), null);
            await using var edited = await RunAsync(seed, cut, Rules(version, before), Rules(version, after));
            var from = At + Duration.FromMinutes(cut);
            var lines = await LinesAsync(straight, "edited", from);
            found += lines.Count;
            Assert.Equal(lines, await LinesAsync(edited, "edited", from));
            Assert.Equal(await LinesAsync(straight, "left", At), await LinesAsync(edited, "left", At)); // not touched
            var said = Assert.Single(await edited.FindingsAsync(), f => f.Code is "rule-refilled" or "rule-restarted");
            Assert.Equal(("rule-refilled", "edited"), (said.Code, said.Source));
            Assert.Contains("as if it had always been so", said.Reason.En, StringComparison.Ordinal);
        }
        Assert.True(found > 4, $"only {found} alerts");
    }

    [Fact]
    public async Task PutRules_NewWindow_IsFilledToo()
    {
        var rule = """{"kind": "window", "over": "1 h", "above": "250 L"}""";
        await using var straight = await RunAsync(5, int.MaxValue, Rules(2, rule), null);
        await using var edited = await RunAsync(5, 300, Rules(2, rule, "other"), Rules(2, rule));
        var from = At + Duration.FromMinutes(300);
        Assert.NotEmpty(await LinesAsync(straight, "edited", from));
        Assert.Equal(await LinesAsync(straight, "edited", from), await LinesAsync(edited, "edited", from));
        Assert.Contains("edited is new", Assert.Single(await edited.FindingsAsync(), f => f.Code == "rule-refilled").Reason.En,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("above\": \"20 L", true)] // over its limit: at once, with its own time
    [InlineData("above\": \"2000 L", false)]
    public async Task PutRules_WindowThatIsOverItsLimit_IsJudgedAtTheChange(string limit, bool isOver)
    {
        var (city, device) = await CityAsync(Rules(2, """{"kind": "window", "over": "30 min", "above": "20 L"}"""));
        await using var _ = city;
        for (var minute = 1; minute <= 120; minute++) await SendAsync(city, device, minute, 1);
        var open = Assert.Single(await city.AlertsAsync(), a => a.Rule == "edited");
        Assert.Null(open.ClearedAt);
        await PutAsync(city, "u-1", Rules(2, $$"""{"kind": "window", "over": "40 min", "{{limit}}"}"""));
        var after = Assert.Single(await city.AlertsAsync(), a => a.Rule == "edited"); // the one that is open goes on, or is over
        Assert.Equal((open.Id, isOver), (after.Id, after.ClearedAt is null));
        for (var minute = 121; minute <= 240; minute++) await SendAsync(city, device, minute, 0);
        Assert.NotNull(Assert.Single(await city.AlertsAsync(), a => a.Rule == "edited").ClearedAt);
    }

    [Fact]
    public async Task PutRules_NewlyOverItsLimit_RaisesAtTheChangeWithItsOwnTimeAndNothingOfThePast()
    {
        var (city, device) = await CityAsync(Rules(2, """{"kind": "window", "over": "30 min", "above": "9000 L"}"""));
        await using var _ = city;
        for (var minute = 1; minute <= 240; minute++) await SendAsync(city, device, minute, minute is > 60 and < 90 or > 200 ? 5 : 0);
        Assert.DoesNotContain(await city.AlertsAsync(), a => a.Rule == "edited");
        city.Time.Advance(Duration.FromSeconds(1));
        await PutAsync(city, "u-1", Rules(2, """{"kind": "window", "over": "1 h", "steps": 60, "above": "50 L"}"""));
        var alert = Assert.Single(await city.AlertsAsync(), a => a.Rule == "edited"); // that of an hour and more ago is over
        Assert.Equal((At + Duration.FromMinutes(211), null), (alert.RaisedAt, alert.ClearedAt));
        Assert.Equal(city.Time.Now, alert.ReceivedAt);
        Assert.True(alert.Late);
        var reasons = await RuleTrials.AlertReasons.FindAsync(alert.Id, city.Hub.Store);
        Assert.Equal((await city.JournalAsync()).Single(e => e.Kind == JournalKind.Observation).Number, Assert.Single(reasons!.Entries));
        Assert.Equal(alert.RaisedAt, Assert.Single(reasons.Turns).At);
    }

    [Theory]
    [InlineData(0)] // nothing pruned
    [InlineData(200)] // in the middle of the window
    [InlineData(Minutes)] // all
    public async Task PutRules_JournalThatReachesOnlySoFar_SaysSinceWhen(int prunedUntil)
    {
        await using (var city = await RunAsync(
            7, int.MaxValue, Rules(2, """{"kind": "threshold", "above": "9999 L"}"""), null, Store(), 240)) { }
        await PruneAsync(At + Duration.FromMinutes(prunedUntil));
        await using var again = await TestCity.StartAsync(Store(), Setup(Rules(2, """{"kind": "threshold", "above": "9999 L"}""")));
        again.Time.Advance(Duration.FromMinutes(240));
        await PutAsync(again, "u-1", Rules(2, """{"kind": "window", "over": "2 h", "above": "1 L"}"""));
        var said = Assert.Single(await again.FindingsAsync(), f => f.Code is "rule-refilled" or "rule-restarted");
        Assert.Equal(prunedUntil == Minutes ? "rule-restarted" : "rule-refilled", said.Code);
        Assert.Equal(prunedUntil == Minutes ? 0 : 1,
            (await again.JournalAsync()).Count(e => e.Key.StartsWith("windows-filled/", StringComparison.Ordinal)));
        if (prunedUntil == Minutes) return;
        Assert.Equal(prunedUntil == 0 ? At + Duration.FromMinutes(120) : At + Duration.FromMinutes(prunedUntil), said.From);
        Assert.Equal(prunedUntil > 0, said.Reason.En.Contains("a window is judged when it is full", StringComparison.Ordinal));
        Assert.Equal(prunedUntil == 0,
            (await again.AlertsAsync()).Any(a => a.Rule == "edited" && a.RaisedAt < At + Duration.FromMinutes(200)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public async Task PutRules_MoreEntriesThanAllowed_ReadsTheLatest(int most)
    {
        var options = new HubOptions { RefillEntries = most };
        var (city, device) = await CityAsync(Rules(2, """{"kind": "threshold", "above": "9999 L"}"""), options);
        await using var _ = city;
        for (var minute = 1; minute <= 30; minute++) await SendAsync(city, device, minute, 1);
        await PutAsync(city, "u-1", Rules(2, """{"kind": "window", "over": "20 min", "steps": 20, "above": "1 L"}"""));
        var said = Assert.Single(await city.FindingsAsync(), f => f.Code is "rule-refilled" or "rule-restarted");
        Assert.Equal(most == 0 ? ("rule-restarted", city.Time.Now) : ("rule-refilled", At + Duration.FromMinutes(21)),
            (said.Code, said.From));
    }

    /// <summary>A group over a feed and a device: the feed's hourly register and the device's water.</summary>
    private const string Mixed = """
        {"id": "mixed", "where": "hub", "per": "compound", "purpose": "elder-care", "when": {"kind": "all", "of": [
           {"sensors": {"quantity": "gas"}, "when": {"kind": "window", "over": "{0}", "steps": 2, "above": "0.3 m3"}},
           {"sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "{1}", "steps": 6, "above": "80 L"}} ]},
         "then": {"severity": "info", "title": {"zh": "都高", "en": "both high"} } }
        """;

    [Fact]
    public async Task PutRules_GroupOverFeedAndDevice_GivesTheAlertsOfOneThatWasAlwaysThere()
    {
        var (before,
            after) = (Wrap(2, Mixed.Replace("{0}", "3 h", StringComparison.Ordinal).Replace("{1}", "30 min", StringComparison.Ordinal)),
            Wrap(2, Mixed.Replace("{0}", "2 h", StringComparison.Ordinal).Replace("{1}", "1 h", StringComparison.Ordinal)));
        var found = 0;
        for (var seed = 1; seed <= 4; seed++)
        {
            await using var straight = await RunAsync(seed, int.MaxValue, after, null);
            await using var edited = await RunAsync(seed, 290, before, after);
            var from = At + Duration.FromMinutes(290);
            var lines = await LinesAsync(straight, "mixed", from);
            found += lines.Count;
            Assert.Equal(lines, await LinesAsync(edited, "mixed", from));
        }
        Assert.True(found > 2, $"only {found} alerts");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task Kills_AroundTwoEdits_GiveTheSameBytesAndSoDoesAReplay(int seed)
    {
        await using var straight = await TwoEditsAsync(seed, new InMemoryCityStore(), isKilled: false);
        await using var killed = await TwoEditsAsync(seed, Store(), isKilled: true);
        var expected = await straight.ExportAsync();
        Assert.Equal(expected, await killed.ExportAsync());
        Assert.Equal(2, (await straight.FindingsAsync()).Count(f => f.Code == "rule-refilled"));
        var replayed = await JournalReplay.RunAsync(straight.Setup, straight.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(expected, await TestCity.ExportAsync(replayed));
    }

    [Fact]
    public async Task Replay_OfAJournalFromBeforeWindowsWereFilled_GivesItsBytes()
    {
        var (before, after) = (
            Rules(2, """{"kind": "window", "over": "30 min", "above": "150 L"}"""),
            Rules(2, """{"kind": "window", "over": "1 h", "above": "250 L"}"""));
        await using var old = await RunAsync(3, 200, before, after, options: new HubOptions { RefillEntries = 0 });
        Assert.DoesNotContain(await old.JournalAsync(), e => e.Kind == JournalKind.Observation);
        var replayed = await JournalReplay.RunAsync(Setup(before), old.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await old.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Contains(await replayed.ReadFindingsAsync(default).ToListAsync(), f => f.Code == "rule-restarted");
    }

    [Fact]
    public async Task Start_WithAnotherRuleFile_FillsItsWindows()
    {
        var (before, after) = (
            Rules(2, """{"kind": "window", "over": "30 min", "above": "150 L"}"""),
            Rules(2, """{"kind": "window", "over": "1 h", "above": "250 L"}"""));
        await using (var city = await RunAsync(3, int.MaxValue, before, null, Store(), 240)) { }
        var time = FakeTime.At(At + Duration.FromMinutes(240));
        await using var again = await TestCity.StartAsync(Store(), Setup(after), time);
        Assert.Single(await again.FindingsAsync(), f => f.Code == "rule-refilled");
    }

    [Fact]
    public async Task Prune_AfterAKillAtAChange_KeepsWhatTheNextStartFillsTheWindowsFrom()
    {
        var (before, after) = (
            Rules(2, """{"kind": "window", "over": "30 min", "above": "150 L"}"""),
            Rules(2, """{"kind": "window", "over": "690 min", "above": "20 L"}"""));
        var dayLater = At + Duration.FromHours(25); // the archive's segment is full
        await using (var city = await RunAsync(3, int.MaxValue, before, null, Store(), 240))
        {
            city.Time.Advance(Duration.FromHours(21));
            await city.Hub.TickAsync();
        } // stops in order: the checkpoint is the last entry
        string expected;
        await using (var city = await TestCity.StartAsync(new NoCheckpoint(Store()), Setup(before),
            FakeTime.At(dayLater)))
        {
            await PutAsync(city, "u-1", after);
            Assert.Single(await city.FindingsAsync(), f => f.Code == "rule-refilled");
            expected = await city.ExportAsync();
        }
        using var archive = new ArchiveCity();
        await using (var store = Store())
        {
            await store.OpenAsync(HubFileTests.Kinds, default);
            await archive.ArchiveAsync(store);
        }
        await using (var store = Store()) Assert.NotEqual(0,
            await archive.PruneAsync(store, new PrunePolicy(ReadingsBefore: ArchiveCity.After)));
        await using var again = await TestCity.StartAsync(Store(), Setup(before), FakeTime.At(dayLater));
        Assert.Equal(expected, await again.ExportAsync());
    }

    /// <summary>As killed before any slice of a checkpoint was stored.</summary>
    private sealed class NoCheckpoint(ICityStore inner) : PassingStore(inner)
    {
        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) => commit.Entries.Count == 0
            ? ValueTask.CompletedTask
            : base.CommitAsync(commit with { Cells = [.. commit.Cells.Where(c => c.Key.Module == "none")], Checkpoint = null },
                cancellationToken);
    }

    private SqliteCityStore Store() => new(file.Path, isLocked: false);

    private async Task PruneAsync(Instant before)
    {
        await using var store = Store();
        var opened = await store.OpenAsync(HubFileTests.Kinds, default);
        var pruned = await store.ReadJournalAsync(0,
            default).Where(e => e.Kind is JournalKind.Batch or JournalKind.Feed && e.ReceivedAt < before)
            .Select(e => e.Prune()).ToListAsync();
        await store.CommitAsync(new StoreCommit { Epoch = opened.Epoch, After = opened.Position.Number, Pruned = pruned }, default);
    }

    private static byte[] Rules(int version, string when, string id = "edited") => Wrap(version, $$"""
        {"id": "{{id}}", "where": "hub", "sensors": {"quantity": "water"}, "when": {{when}},
          "then": {"severity": "info", "title": {"zh": "改", "en": "edited"} } },
        {"id": "left", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "window", "over": "{{(version == 1 ? "PT45M" : "45 min")}}", "above": "150 L"},
          "then": {"severity": "info", "title": {"zh": "留", "en": "left"} } }
        """);

    private static byte[] Wrap(int version, string rules) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{{\"version\": {version}, \"rules\": [{rules}]}}"));

    private static HubSetup Setup(byte[] rules, HubOptions? options = null) => TestCity.NewSetup(rules, options);

    private static async Task<(TestCity City, VirtualDevice Device)> CityAsync(byte[] rules, HubOptions? options = null) =>
        await TestCity.WithDeviceAsync(setup: Setup(rules, options));

    private static async Task PutAsync(TestCity city, string id, byte[] rules) =>
        (await city.Hub.ExecuteAsync(new PutRules(id, Encoding.UTF8.GetString(rules)), TestCity.Admin)).OrThrow();

    private static Task SendAsync(TestCity city, VirtualDevice device, int minute, long value) => city.SyncAsync(device,
        device.Reading(At + Duration.FromMinutes(minute), value,
            Duration.FromMinutes(1)), device.Heartbeat(At + Duration.FromMinutes(minute)));

    /// <summary>Hours of a device's readings, with holes, and a feed's register every half hour; rules change at a minute.</summary>
    private static async Task<TestCity> RunAsync(int seed, int cut, byte[] before, byte[]? after, ICityStore? store = null,
        int minutes = Minutes,
        HubOptions? options = null)
    {
        var (city, device) = await TestCity.WithDeviceAsync(store, Setup(before, options));
        foreach (var (minute, step) in Stream(seed, device).TakeWhile(s => s.Minute <= minutes))
        {
            if (minute == cut + 1 && after is not null) await PutAsync(city, "u-1", after);
            if (minute == cut + 1) after = null;
            await step(city);
        }
        return city;
    }

    private static async Task<TestCity> TwoEditsAsync(int seed, ICityStore first, bool isKilled)
    {
        byte[][] edits =
        [
            Rules(2, """{"kind": "window", "over": "1 h", "above": "200 L"}"""),
            Rules(2, """{"kind": "window", "over": "2 h", "steps": 8, "above": "250 L"}"""),
        ];
        var setup = Setup(Rules(2, """{"kind": "window", "over": "30 min", "above": "150 L"}"""), new HubOptions { SnapshotEvery = 50 });
        var (city, device) = await TestCity.WithDeviceAsync(first, setup);
        foreach (var (minute, step) in Stream(seed, device))
        {
            if (minute is 200 or 201 && edits[minute - 200] is { Length: > 0 } edit)
            {
                await PutAsync(city, $"u-{minute}", edit);
                edits[minute - 200] = [];
            }
            await step(city);
            if (isKilled && minute is > 195 and < 210) city = await TestCity
                .StartAsync(new SqliteCityStore(((SqliteCityStore)first).ToString()!, isLocked: false), setup, city.Time);
        }
        return city;
    }

    private static IEnumerable<(int Minute, Func<TestCity, Task> Step)> Stream(int seed, VirtualDevice device)
    {
        var random = new Random(seed);
        var gas = 100m;
        for (var minute = 1; minute <= Minutes; minute++)
        {
            var (at, value, beats) = (minute, minute / 70 % 2 == 0 ? random.Next(9) : random.Next(4), random.Next(4) > 0);
            if (minute % 97 < 93) yield return (at, city => SendAsync(city, device, at, value));
            else if (beats) yield return (at, city => city.SyncAsync(device, device.Heartbeat(At + Duration.FromMinutes(at))));
            if (minute % 30 != 0) continue;
            var shown = gas += random.Next(5) * 0.1m;
            yield return (at, async city => Assert.Null((await city.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("gas-co"), $"f-{at}",
                [new RegisterReading(SensorName.Parse("g-1"), new Amount(shown, "m3"), At + Duration.FromMinutes(at),
                    At + Duration.FromMinutes(at))]))).Refusal));
        }
    }

    /// <summary>
    /// Alerts that are open after a moment or raised later: when, and until when; one of the rule as it was before ended at that moment.
    /// </summary>
    private static async Task<List<string>> LinesAsync(TestCity city, string rule, Instant from) =>
    [
        .. (await city.AlertsAsync()).Where(a => a.Rule == rule && !(a.ClearedAt <= from)).OrderBy(a => a.RaisedAt)
            .Select(a => $"{(a.RaisedAt < from ? "open" : a.RaisedAt)} {a.ClearedAt} {a.Message?.En}"),
    ];
}
