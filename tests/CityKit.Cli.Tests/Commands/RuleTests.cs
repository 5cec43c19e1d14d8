using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cli.Tests.Support;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Setup;
using NodaTime;

namespace CityKit.Cli.Tests.Commands;

public sealed class RuleTests : IDisposable
{
    private const string Rules = """
        {"version": 2, "rules": [
          {"id": "high", "where": "hub", "sensors": {"quantity": "level"}, "when": {"kind": "threshold", "above": "0.3 m"},
           "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}}]}
        """;

    private const string Tests = """
        {"version": 1, "sensors": [{"sensor": "level", "quantity": "level", "unit": "m", "perUnit": 1000}],
         "tests": [{"name": "it rises", "inputs": [{"at": "00:10", "sensor": "level", "value": "0.4 m"}],
           "alerts": [{"rule": "high", "raised": "00:10"}]}]}
        """;

    private readonly TempFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Check_ARuleWithAMistake_SaysFileLineColumnAndWhatWasMeant()
    {
        var file = folder.Write("level.rules.json", Rules.Replace("threshold", "treshold", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync("rule", "check", file);
        Assert.Equal(ExitCode.Rejects, run.Code);
        var column = Rules.Split('\n')[1].IndexOf("\"threshold\"", StringComparison.Ordinal) + 1;
        Assert.Contains($"{file},2,{column},error,rules[0].when.kind,", run.Output, StringComparison.Ordinal);
        Assert.Contains("Did you mean 'threshold'?", run.Output, StringComparison.Ordinal);
        Assert.Contains("1 files checked: 2 errors", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_RulesAndTests_AreCheckedEachByItself()
    {
        string[] files =
        [
            folder.Write("level.rules.json", Rules),
            folder.Write("level.tests.json", Tests),
            folder.Write("other.rules.json", Rules),
        ];
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["rule", "check", .. files])).Code);
        folder.Write("level.tests.json", Tests.Replace("\"high\"", "\"hihg\"", StringComparison.Ordinal));
        var run = await ToolRun.OfAsync(["rule", "check", .. files]);
        Assert.Contains("Did you mean 'high'?", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WithTheRegister_SaysWhatDoesNotFit()
    {
        var sensors = folder.Write("sensors.json", """
            {"version": 1, "sensors": [
              {"device": "d", "sensor": "s", "quantity": "level", "unit": "kg", "validFrom": "2026-01-01T00:00:00Z"}]}
            """);
        var run = await ToolRun.OfAsync("rule", "check", folder.Write("level.rules.json", Rules), "--sensors", sensors);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("does not fit sensor d/s in 'kg'", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_AFileOfAnotherKind_IsRefused()
    {
        var run = await ToolRun.OfAsync("rule", "check", folder.Write("policy.json", "{}"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("not a rule file", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_OneThatPassesAndOneThatFails_ShowsWhatIsExpectedBesideWhatWasFound()
    {
        var file = folder.Write("level.rules.json", Rules);
        folder.Write("level.tests.json", Tests);
        var right = await ToolRun.OfAsync("rule", "test", file);
        Assert.Equal(
            (ExitCode.Done, $"pass {folder.At("level.tests.json")}(2): it rises\n"),
            (right.Code, right.Output.ReplaceLineEndings("\n")));
        folder.Write("level.tests.json", Tests.Replace("\"raised\": \"00:10\"", "\"raised\": \"00:11\"", StringComparison.Ordinal));
        var wrong = await ToolRun.OfAsync("rule", "test", folder.At("level.tests.json"));
        Assert.Equal(ExitCode.Rejects, wrong.Code);
        Assert.Equal($"""
            FAIL {folder.At("level.tests.json")}(2): it rises
                 expected                | found
               ! high raised 00:11, open | high level raised 00:10 warning, open

            """.ReplaceLineEndings("\n"), wrong.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("0 passed, 1 failed.", wrong.Error, StringComparison.Ordinal);
        var json = await ToolRun.OfAsync("rule", "test", file, "--json");
        Assert.Contains("\"passed\":false", json.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Test_WithoutTests_IsNotPassed()
    {
        var run = await ToolRun.OfAsync("rule", "test", folder.Write("level.rules.json", Rules));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("has no tests", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packs_Written_AreCheckedAndTestedByTheTool()
    {
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync("rule", "packs", "--write", folder.At("packs"))).Code);
        var files = Directory.GetFiles(folder.At("packs"));
        Assert.Equal(30, files.Length);
        var check = await ToolRun.OfAsync(["rule", "check", .. files]);
        Assert.True(check.Code == ExitCode.Done, check.Output);
        Assert.Equal(ExitCode.Done, (await ToolRun.OfAsync(["rule", "test", .. files])).Code);
        var again = await ToolRun.OfAsync("rule", "packs", "smoke", "--write", folder.At("packs"));
        Assert.Equal(ExitCode.CouldNot, again.Code);
        Assert.Contains("nothing was written", again.Error, StringComparison.Ordinal);
        Assert.Contains("is it smoke?", (await ToolRun.OfAsync("rule", "packs", "smoek")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_ARecording_GivesAlertsAndCountsThemByKeyAndYear()
    {
        var rules = folder.Write("level.rules.json", Rules);
        var readings = folder.Write("readings.csv", """
            time,sensor,quantity,value,unit
            2025-12-31T23:00:00Z,gauge/level-1,level,0.2,m
            2025-12-31T23:10:00Z,gauge/level-1,level,0.4,m
            2025-12-31T23:20:00Z,gauge/level-1,level,0.1,m
            2026-01-01T08:30+08:00,gauge/level-1,level,40,cm
            """);
        var run = await ToolRun.OfAsync("rule", "replay", "--rules", rules, "--readings", readings, "--out", folder.At("alerts.jsonl"));
        Assert.True(run.Code == ExitCode.Done, run.Error);
        var lines = await File.ReadAllLinesAsync(folder.At("alerts.jsonl"));
        Assert.Equal(3, lines.Length);
        Assert.StartsWith(
            """{"what":"raised","at":"2025-12-31T23:10:00Z","rule":"high","source":"gauge/level-1","severity":"warning",""",
            lines[0],
            StringComparison.Ordinal);
        Assert.EndsWith("\"value\":0.4,\"unit\":\"m\"}", lines[2], StringComparison.Ordinal);
        Assert.Matches(
            @"high +gauge/level-1 +2025 +1\r?\nhigh +gauge/level-1 +2026 +1\r?\n4 readings, 0 rows rejected, 2 alerts raised",
            run.Output);
    }

    [Fact]
    public async Task Replay_RowsThatAreNone_AreNamedWithTheirLineAndTheRestGoesOn()
    {
        var sensors = folder.Write("sensors.json", """
            {"version": 1, "sensors": [
              {"device": "gauge", "sensor": "level", "quantity": "level", "unit": "m", "perUnit": 10, "validFrom": "2020-01-01T00:00:00Z"}]}
            """);
        var readings = folder.Write("readings.csv", """
            sensor,time,unit,value
            gauge/level,2026-01-01T00:00:00Z,m,0.2
            gauge/level,2026-01-01T00:10:00,m,0.2
            gauge/level,2026-01-01T00:20:00Z,kg,0.2
            gauge/level,2026-01-01T00:30:00Z,m,NaN
            gauge/other,2026-01-01T00:40:00Z,m,0.2
            gauge/level,2025-01-01T00:00:00Z,m,0.2
            gauge/level,2026-01-01T00:50:00Z,m
            gauge/level,2026-01-01T01:00:00Z,m,0.41
            """);
        var run = await ToolRun.OfAsync(
            "rule", "replay",
            "--rules", folder.Write("r.rules.json", Rules),
            "--readings", readings,
            "--sensors", sensors);
        Assert.Equal(ExitCode.Rejects, run.Code);
        Assert.Contains("\"raised\",\"at\":\"2026-01-01T01:00:00Z\"", run.Output, StringComparison.Ordinal);
        string[] starts = ["line 3, time: ", "line 4, unit: ", "line 5, value: ", "line 6, sensor: ", "line 7, time: ", "line 8: "];
        Assert.All(starts, start => Assert.Contains(start, run.Error, StringComparison.Ordinal));
        Assert.Contains("2 readings, 6 rows rejected, 1 alerts raised", run.Error, StringComparison.Ordinal);
        Assert.Contains("1 values were finer", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_AContactAndAHole_AreJudgedAsALiveDevice()
    {
        var rules = folder.Write("lane.rules.json", """
            {"version": 2, "rules": [
              {"id": "lane", "where": "edge", "sensors": {"quantity": "lane"}, "when": {"kind": "contact", "is": "active", "hold": "5 min"},
               "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}},
              {"id": "silent", "where": "hub", "sensors": {"quantity": "level"}, "when": {"kind": "silence", "for": "2 h"},
               "then": {"severity": "info", "title": {"zh": "一", "en": "one"}}}]}
            """);
        var readings = folder.Write("readings.csv", """
            time,sensor,value,unit
            2026-01-01T00:00:00Z,level,0.2,m
            2026-01-01T00:10:00Z,lane,active,
            2026-01-01T03:00:00Z,lane,inactive,
            """);
        var run = await ToolRun.OfAsync("rule", "replay", "--rules", rules, "--readings", readings);
        Assert.Contains(
            "\"raised\",\"at\":\"2026-01-01T00:15:00Z\",\"rule\":\"lane\",\"source\":\"recording/lane\"",
            run.Output,
            StringComparison.Ordinal);
        Assert.Contains("\"cleared\",\"at\":\"2026-01-01T03:00:00Z\",\"rule\":\"lane\"", run.Output, StringComparison.Ordinal);
        Assert.Contains("\"raised\",\"at\":\"2026-01-01T02:00:00Z\",\"rule\":\"silent\"", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_WithoutAColumn_SaysWhichAreNeeded()
    {
        var run = await ToolRun.OfAsync(
            "rule", "replay",
            "--rules", folder.Write("r.rules.json", Rules),
            "--readings", folder.Write("r.csv", "when,sensor,value\n"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains("no column 'time'; it has when, sensor, value", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_OtherRulesOnAHubsPast_ShowsThemBesideWhatWasRaisedAndHowItEnded()
    {
        await WriteHubAsync(folder.At("hub.db"));
        var before = await File.ReadAllBytesAsync(folder.At("hub.db"));
        var rules = folder.Write("new.rules.json", """
            {"version": 2, "rules": [
              {"id": "smoke-2", "where": "edge", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
               "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}},
              {"id": "long", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "contact", "is": "active", "hold": "1 h"},
               "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}}]}
            """);
        var run = await ToolRun.OfAsync("rule", "try", "--rules", rules, "--store", folder.At("hub.db"));
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal("""
            2026-03-02T00:00:01Z  pi-1/smoke  would: smoke-2 warning, cleared 2026-03-02T00:00:01Z  was: smoke critical, cleared 2026-03-02T00:00:01Z; lead dismissed; outcome false
            2026-03-02T00:00:03Z  pi-1/smoke  would: smoke-2 warning, cleared 2026-03-02T00:00:03Z  was: smoke critical, cleared 2026-03-02T00:00:03Z; lead dismissed
            2026-03-02T00:00:05Z  pi-1/smoke  would: smoke-2 warning, cleared 2026-03-02T00:00:05Z  was: smoke critical, cleared 2026-03-02T00:00:05Z; lead dismissed

            """.ReplaceLineEndings("\n"), run.Output.ReplaceLineEndings("\n"));
        Assert.StartsWith("smoke-2: 3, of which 0 new, 0 confirmed then, 3 dismissed then.", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(folder.At("hub.db")));
    }

    [Fact]
    public async Task Try_RulesThatSayNothing_ShowsWhatWouldNoLongerBeRaised()
    {
        await WriteHubAsync(folder.At("hub.db"));
        var run = await ToolRun.OfAsync(
            "rule", "try",
            "--rules", folder.Write("none.rules.json", """{"version": 2, "rules": []}"""),
            "--store", folder.At("hub.db"),
            "--json");
        Assert.Equal(3, run.Output.Split("\"would\":null,\"was\":{", StringSplitOptions.None).Length - 1);
        Assert.Contains("0 would be raised; 3 that were raised would not.", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_AnAlert_NamesTheConditionItsInputAndTheMoment()
    {
        await WriteHubAsync(folder.At("hub.db"));
        var tried = await ToolRun.OfAsync(
            "rule", "try",
            "--rules", folder.Write("none.rules.json", """{"version": 2, "rules": []}"""),
            "--store", folder.At("hub.db"),
            "--json");
        var id = System.Text.Json.JsonElement.Parse(tried.Output.Split('\n')[1]).GetProperty("was").GetProperty("alert").GetString()!;
        var run = await ToolRun.OfAsync("rule", "explain", id, "--store", folder.At("hub.db"));
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Contains("rule smoke: match event contact", run.Output, StringComparison.Ordinal);
        Assert.Contains("turned true 2026-03-02T00:00:03Z for pi-1/smoke at 1", run.Output, StringComparison.Ordinal);
        Assert.Contains("2026-03-02T00:00:03Z contact 1", run.Output, StringComparison.Ordinal);
        Assert.Matches("with journal [0-9]+", run.Output);
        var json = await ToolRun.OfAsync("rule", "explain", id, "--store", folder.At("hub.db"), "--json");
        Assert.Contains("\"turnedAt\":\"2026-03-02T00:00:03Z\"", json.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--all-older-than", 1)]
    [InlineData("--readings-older-than", 5)]
    public async Task Try_OnAPrunedJournal_JudgesWhatIsLeftAndSaysFromWhenOn(string age, int raised)
    {
        await WritePrunedAsync(age);
        var run = await ToolRun.OfAsync(
            "rule", "try", "--rules", folder.Write("same.rules.json", ReplayCity.Rules), "--store", folder.At("city.db"), "--json");
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal(raised, run.Output.Split("\"would\":{", StringSplitOptions.None).Length - 1);
        Assert.Contains($"{raised} would be raised; 0 that were raised would not.", run.Error, StringComparison.Ordinal);
        Assert.Equal(raised < 5, run.Error.Contains("The journal is whole from 2026-03-", StringComparison.Ordinal));
        Assert.Equal(raised < 5, run.Error.Contains("4 alerts that were raised before are left out.", StringComparison.Ordinal));
        var all = await ToolRun.OfAsync(
            "rule", "try", "--rules", folder.At("same.rules.json"), "--store", folder.At("city.db"), "--archive", folder.At("archive"));
        Assert.Contains("5 would be raised; 0 that were raised would not.", all.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("pruned", all.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "What it was decided by is not in the journal: it was pruned")]
    [InlineData(4, "for pi-1/smoke at 1")]
    public async Task Explain_OnAPrunedJournal_SaysWhatIsLeftOfIt(int alert, string expected)
    {
        var alerts = await WritePrunedAsync("--all-older-than");
        var run = await ToolRun.OfAsync("rule", "explain", alerts[alert].ToString(), "--store", folder.At("city.db"));
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
        Assert.Contains("entries up to 2026-03-", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Try_OnAHubWithAFeed_JudgesItsRegistersAndTheRest()
    {
        await WriteFedHubAsync(folder.At("fed.db"));
        var rules = folder.Write("gas.rules.json", """
            {"version": 2, "rules": [
              {"id": "gas-much", "where": "hub", "sensors": {"quantity": "gas"}, "when": {"kind": "threshold", "above": "2 m3"},
               "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}},
              {"id": "gas-sum", "where": "hub", "sensors": {"quantity": "gas"}, "when": {"kind": "window", "over": "1 d", "above": "4 m3"},
               "then": {"severity": "warning", "title": {"zh": "一", "en": "one"}}}]}
            """);
        var run = await ToolRun.OfAsync("rule", "try", "--rules", rules, "--store", folder.At("fed.db"));
        Assert.True(run.Code == ExitCode.Done, run.Error);
        Assert.Equal(["gas-much", "gas-sum"], run.Error.Split('\n').Select(line => line.Split(':')[0]).Take(2));
        Assert.Contains("gas-co/g-1  would: gas-much warning, cleared 2026-03-02T04:00:00Z", run.Output, StringComparison.Ordinal);
        await using var hub = await SmallHub.StartAsync(folder.At("fed.db"), 0, Fed);
        var was = Assert.Single(hub.Hub.Store.ReadAlertsAsync(default).ToBlockingEnumerable());
        var why = await ToolRun.OfAsync("rule", "explain", was.Id.ToString(), "--store", folder.At("fed.db"));
        Assert.Contains("for gas-co/g-1 at 3 m3", why.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("00000000000000000000000000000001", "has no alert")]
    [InlineData("7", "is no alert's id")]
    public async Task Explain_AnotherId_IsRefused(string id, string expected)
    {
        await WriteHubAsync(folder.At("hub.db"));
        var run = await ToolRun.OfAsync("rule", "explain", id, "--store", folder.At("hub.db"));
        Assert.Equal(ExitCode.CouldNot, run.Code);
        Assert.Contains(expected, run.Error, StringComparison.Ordinal);
    }

    /// <summary>A hub's file with five alarms, a day apart, of whose journal all is pruned that fills a segment: four days.</summary>
    /// <returns>The alerts, in order.</returns>
    private async Task<AlertId[]> WritePrunedAsync(string age)
    {
        var path = folder.At("city.db");
        AlertId[] alerts;
        await using (var hub = await SmallHub.StartAsync(path, 0, ReplayCity.Setup))
        {
            for (var day = 0; day < 5; day++) await hub.DayAsync();
            alerts = [.. hub.Hub.Store.ReadAlertsAsync(default).ToBlockingEnumerable()
                .Where(alert => alert.Rule == "smoke").OrderBy(alert => alert.RaisedAt).Select(alert => alert.Id)];
        }
        var archived = await ToolRun.OfAsync("journal", "archive", path, "--to", folder.At("archive"));
        Assert.True(archived.Code == ExitCode.Done, archived.Error);
        var pruned = await ToolRun.OfAsync("journal", "prune", path, "--archive", folder.At("archive"), age, "90d");
        Assert.True(pruned.Code == ExitCode.Done, pruned.Error);
        return alerts;
    }

    private static HubSetup Fed(HubSetup setup) => setup with
    {
        Configuration = new HubConfiguration("""
            {"version": 2, "rules": [{"id": "gas-old", "where": "hub", "sensors": {"quantity": "gas"}, "when": {"kind": "threshold", "above": "2.5 m3"},
             "then": {"severity": "critical", "title": {"zh": "一", "en": "one"}}}]}
            """u8.ToArray(), """
            {"version": 1, "sensors": [{"device": "gas-co", "sensor": "g-1", "quantity": "gas", "unit": "m3", "perUnit": 1000,
             "validFrom": "2026-01-01T00:00:00Z"}]}
            """u8.ToArray()),
    };

    /// <summary>A hub that a feed gives a register's readings: 1, 3, 1 and 1 m3 in an hour each.</summary>
    private static async Task WriteFedHubAsync(string path)
    {
        await using var hub = await SmallHub.StartAsync(path, 0, Fed);
        var (register, sum) = (SensorName.Parse("g-1"), 0m);
        foreach (var (hour, amount) in new decimal[] { 100, 1, 1, 3, 1 }.Index())
        {
            var at = Instant.FromUtc(2026, 3, 2, hour, 0);
            var reading = new RegisterReading(register, new Amount(sum += amount, "m3"), at, at);
            Assert.Null((await hub.Hub.AcceptAsync(new FeedBatch(DeviceId.Parse("gas-co"), $"f-{hour}", [reading]))).Refusal);
        }
    }

    /// <summary>A hub with three smoke alarms, whose one lead was dismissed.</summary>
    private static async Task WriteHubAsync(string path)
    {
        var officer = Actor.Of("officer-1", "duty", Role.DutyOfficer);
        await using var hub = await SmallHub.StartAsync(path, alarms: 3, ReplayCity.Setup);
        var lead = Assert.Single(hub.Hub.Store.ReadLeadsAsync().ToBlockingEnumerable());
        (await hub.Hub.ExecuteAsync(new DismissLead("c-1", lead.Id, "steam"), officer)).OrThrow();
        (await hub.Hub.ExecuteAsync(new ConcludeAlert("c-2", lead.Alerts[0], AlertOutcome.False), officer)).OrThrow();
    }
}
