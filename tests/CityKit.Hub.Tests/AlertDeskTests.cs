using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Time;
using CityKit.Deciding;
using CityKit.Escalations;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class AlertDeskTests
{
    private const string Then = "\"severity\": \"warning\", \"title\": {\"zh\": \"渗水\", \"en\": \"Leak\"}, \"notify\": [\"duty-desk\"]";

    private static readonly byte[] Rules = Encoding.UTF8.GetBytes($$$$"""
        {"version": 2, "rules": [
          {"id": "leak", "where": "hub", "sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "10 L"},
           "then": {{{{{Then}}}}, "damp": "10 min",
             "steps": [{"after": "30 min", "severity": "critical"}, {"above": "100 L", "severity": "critical"}],
             "message": {"zh": "{place} 用水 {value} {unit}，超过 {limit}", "en": "{place}: {value} {unit}, more than {limit}"}}},
          {"id": "smoke", "where": "hub", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
           "then": {{{{{Then}}}}} },
          {"id": "both", "where": "hub", "per": "compound", "when": {"kind": "all", "of": [
             {"sensors": {"quantity": "water"}, "when": {"kind": "threshold", "above": "300 L"}},
             {"sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"}}]},
           "then": {{{{{Then}}}}, "message": {"zh": "{place}：{count} 个传感器", "en": "{place}: {count} sensors"}}},
          {"id": "cover", "where": "edge", "sensors": {"quantity": "tilt"}, "when": {"kind": "match", "event": "contact"},
           "then": {{{{{Then}}}}, "steps": [{"after": "5 min", "severity": "critical"}]}},
          {"id": "fall", "where": "hub", "sensors": {"quantity": "fall"}, "when": {"kind": "match", "event": "detection"},
           "then": {{{{{Then}}}}, "lead": {"profile": "property-order", "class": "GB/T 47678.5-2026:matter:10999", "automatic": true}}}
        ]}
        """);

    private static readonly Duration Minute = Duration.FromMinutes(1);

    [Fact]
    public async Task Alert_OfAVersion2Rule_KeepsItsMessageAndWhatDecided()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ReadAsync(1, 20);
        var alert = Assert.Single(await bench.AlertsAsync());
        Assert.Equal(("c: 20 L, more than 10 L", "c 用水 20 L，超过 10 L"), (alert.Message!.En, alert.Message.Zh));
        var evidence = Assert.Single(alert.Evidence);
        Assert.Equal(
            ("threshold above 10 L", "pi-1/water", "20 L", "10 L"),
            (evidence.Condition, evidence.Source, evidence.Value, evidence.Limit));
        Assert.Contains(await bench.City.NotificationsAsync(), n => n.Audience == "duty-desk" && n.Text.En == "c: 20 L, more than 10 L");
        Assert.Equal(alert, DeskJson.ReadAlert(DeskJson.ToUtf8(alert, DeskJson.Write)) with
        {
            Evidence = alert.Evidence, Severities = alert.Severities, Work = alert.Work,
        });
    }

    [Fact]
    public async Task Severity_ThatRisesAndFalls_IsKeptAndARiseIsToldAgain()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ReadAsync(1, 20);
        await bench.ReadAsync(2, 150);
        await bench.ReadAsync(3, 20);
        var alert = Assert.Single(await bench.AlertsAsync());
        Assert.Equal([Severity.Warning, Severity.Critical, Severity.Warning], alert.Severities.Select(s => s.Severity));
        Assert.Equal(2, (await bench.City.NotificationsAsync()).Count(n => n.Audience == "duty-desk"));
        Assert.Contains(await bench.City.NotificationsAsync(), n => n.Text.En == "c: 150 L, more than 10 L (now critical)");
    }

    [Fact]
    public async Task Severity_ThatAnEdgeSays_IsFollowed()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var (minute, severity, again) in new[] { (1, 1, 0), (6, 2, 1) })
        {
            var at = bench.At(minute);
            await bench.City.SyncAsync(bench.Device, bench.Device.Event(EventKind.AlertRaised, "cover", at, 1, fields:
                [new EventField("rule", "cover"), new EventField("severity", severity), new EventField("again", again),
                    new EventField("at", at.ToUnixNanoseconds()), new EventField("raisedAt", bench.At(1).ToUnixNanoseconds())]));
        }
        var alert = Assert.Single(await bench.AlertsAsync());
        Assert.Equal([(bench.At(1), Severity.Warning), (bench.At(6), Severity.Critical)], alert.Severities.Select(s => (s.At, s.Severity)));
    }

    [Fact]
    public async Task Raise_SoonAfterTheEnd_ReopensTheSameAlertWithoutANotice()
    {
        await using var bench = await Bench.StartAsync();
        for (var i = 0; i < 4; i++) await bench.ReadAsync((2 * i) + 1, 20, 5);
        var alert = Assert.Single(await bench.AlertsAsync());
        Assert.Equal((3, true, Duration.FromMinutes(7)), (alert.Repeats, alert.IsFlapping, alert.Duration));
        Assert.Single(await bench.City.NotificationsAsync(), n => n.Audience == "duty-desk");
        await bench.ReadAsync(30, 20);
        Assert.Equal(2, (await bench.AlertsAsync()).Count);
    }

    [Fact]
    public async Task Configure_WithoutTheRule_ClosesAReopenedAlert()
    {
        await using var bench = await Bench.StartAsync();
        await bench.ReadAsync(1, 20, 5, 20);
        (await bench.City.Hub.ExecuteAsync(new PutRules("p-1", """{"version": 2, "rules": []}"""), TestCity.Admin)).OrThrow();
        Assert.NotNull(Assert.Single(await bench.AlertsAsync()).ClearedAt);
    }

    [Fact]
    public async Task Commands_OnAnAlert_AreKeptInItsHistory()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new AssignAlert("c-1", id, "PropertyManager"));
        await bench.DoAsync(new CommentAlert("c-2", id, "Mrs Zhang called"));
        await bench.DoAsync(new ConcludeAlert("c-3", id, AlertOutcome.False));
        var alert = (await bench.DoAsync(new ResolveAlert("c-4", id, "valve shut"))).Alert!;
        Assert.Equal([AlertAct.Assigned, AlertAct.Commented, AlertAct.Concluded, AlertAct.Resolved], alert.Work.History.Select(h => h.Act));
        Assert.Equal(("PropertyManager", AlertOutcome.False), (alert.Work.Assignee, alert.Work.Outcome));
        Assert.All(alert.Work.History, step => Assert.Equal("officer-1", step.By));
        Assert.All([alert.Work.History[1], alert.Work.History[3]], step => Assert.NotNull(PersonalText.RecordOf(step.Detail)));
        Assert.Contains(await bench.City.NotificationsAsync(), n => n.Audience == "PropertyManager");
    }

    [Fact]
    public async Task Resolve_WhileTheConditionHolds_RaisesNothingNewUntilItEnds()
    {
        await using var bench = await Bench.StartAsync();
        await bench.DoAsync(new ResolveAlert("c-1", (await bench.RaiseAsync()).Id, "seen"));
        await bench.ReadAsync(3, 30, 150);
        Assert.Single(await bench.AlertsAsync());
        await bench.ReadAsync(5, 1, 20);
        Assert.Equal([0, 0], (await bench.AlertsAsync()).Select(a => a.Repeats));
    }

    [Fact]
    public async Task Commands_OnAnAlertThatIsOver_SayWhatIsStillAllowed()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.ReadAsync(2, 1);
        var refusal = (await bench.City.Hub.ExecuteAsync(new AssignAlert("c-1", id, "DutyLeader"), TestCity.Officer)).Refusal;
        Assert.Equal(("already-closed", "comment"), (refusal!.Code, refusal.Allowed[0]));
        Assert.Equal(AlertOutcome.Away, (await bench.DoAsync(new ConcludeAlert("c-2", id, AlertOutcome.Away))).Alert!.Work.Outcome);
    }

    [Fact]
    public async Task Commands_ByOthers_AreRefused()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        Assert.Equal("wrong-role", (await bench.City.Hub.ExecuteAsync(new ResolveAlert("c-1", id, "x"), TestCity.Resident)).Refusal?.Code);
        var elsewhere = Actor.Of("officer-9", "").With(Grant.Parse("DutyOfficer@compound/other"));
        Assert.Equal("not-found", (await bench.City.Hub.ExecuteAsync(new ResolveAlert("c-1", id, "x"), elsewhere)).Refusal?.Code);
    }

    [Fact]
    public async Task Merge_IntoAnotherOpenAlert_EndsTheFirst()
    {
        await using var bench = await Bench.StartAsync();
        var leak = (await bench.RaiseAsync()).Id;
        await bench.City.SyncAsync(bench.Device, bench.Device.Contact("smoke", bench.At(2)));
        var smoke = Assert.Single(await bench.AlertsAsync(), a => a.Rule == "smoke").Id;
        await bench.DoAsync(new MergeAlert("c-1", leak, smoke));
        var (first, second) = ((await bench.FindAsync(leak))!, (await bench.FindAsync(smoke))!);
        Assert.Equal(smoke, first.Work.MergedInto);
        Assert.NotNull(first.ClearedAt);
        Assert.Equal(AlertAct.Merged, Assert.Single(second.Work.History).Act);
        Assert.Equal(
            "already-closed",
            (await bench.City.Hub.ExecuteAsync(new MergeAlert("c-2", leak, smoke), TestCity.Officer)).Refusal?.Code);
        Assert.Equal(
            "bad-target",
            (await bench.City.Hub.ExecuteAsync(new MergeAlert("c-3", smoke, smoke), TestCity.Officer)).Refusal?.Code);
    }

    [Fact]
    public async Task Snooze_WithoutAnEnd_IsRefusedAndOneWithAnEndWakesItsAssignee()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        Assert.Equal(
            "bad-until",
            (await bench.City.Hub.ExecuteAsync(new SnoozeAlert("c-1", id, bench.City.Time.Now), TestCity.Officer)).Refusal?.Code);
        await bench.DoAsync(new SnoozeAlert("c-2", id, bench.City.Time.Now + Minute));
        await bench.PassAsync(2);
        Assert.Null((await bench.FindAsync(id))!.Work.SnoozedUntil);
        Assert.Contains(
            await bench.City.NotificationsAsync(),
            n => n.Audience == "DutyOfficer" && n.Text.En.EndsWith("it still holds", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(-60, "2026-03-02 07:01 is over: choose a moment after 2026-03-02 08:01, and until 2026-03-09 08:01.")]
    [InlineData((7 * 24 * 60) + 1,
        "2026-03-09 08:02 is more than 7 days away: choose a moment after 2026-03-02 08:01, and until 2026-03-09 08:01.")]
    public async Task Snooze_UntilAMomentThatIsNoEnd_SaysWhichAre(int minutes, string text)
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        var snooze = new SnoozeAlert("c-1", id, bench.City.Time.Now + Duration.FromMinutes(minutes));
        Assert.Equal(text, (await bench.City.Hub.ExecuteAsync(snooze, TestCity.Officer)).Refusal?.Message.En);
    }

    [Fact]
    public async Task Snooze_LetsEscalationWaitAndARiseEndsIt()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new SnoozeAlert("c-1", id, bench.City.Time.Now + Duration.FromMinutes(30)));
        await bench.PassAsync(6, 6);
        Assert.Single(await bench.EscalatedAsync());
        await bench.ReadAsync(20, 150);
        Assert.Null((await bench.FindAsync(id))!.Work.SnoozedUntil);
        Assert.Equal(2, (await bench.EscalatedAsync()).Count);
    }

    [Fact]
    public async Task Snooze_ThatIsOver_EscalatesOnce()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new SnoozeAlert("c-1", id, bench.City.Time.Now + Duration.FromMinutes(12)));
        await bench.PassAsync(6, 6, 1);
        Assert.Equal(2, (await bench.EscalatedAsync()).Count);
    }

    [Fact]
    public async Task Assign_AcknowledgesTheEscalation()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new AssignAlert("c-1", id, "DutyLeader"));
        await bench.PassAsync(6, 6);
        Assert.Single(await bench.EscalatedAsync());
        Assert.Equal("officer-1", (await bench.City.Hub.Store.FindAsync(Escalation.Kind, id.ToString()))!.AcknowledgedBy);
    }

    [Fact]
    public async Task Escalation_OfAnAlertWithAnOpenItem_StaysWithTheItem()
    {
        await using var bench = await Bench.StartAsync();
        await bench.City.SyncAsync(bench.Device, bench.Device.Detection(bench.At(1)));
        var item = Assert.Single(await bench.City.ItemsAsync());
        await bench.PassAsync(6, 6, 6);
        Assert.Single(await bench.EscalatedAsync());
        await bench.City.SyncAsync(bench.Device, bench.Device.Detection(bench.At(30))); // joins the item
        await bench.PassAsync(6, 6);
        Assert.Equal(2, (await bench.EscalatedAsync()).Count);
        foreach (var alert in await bench.AlertsAsync())
            Assert.Equal(item.Id.ToString(), (await bench.City.Hub.Store.FindAsync(Escalation.Kind, alert.Id.ToString()))!.Item);
    }

    [Fact]
    public async Task Explain_AnAlert_NamesItsConditionsAndWhatPeopleDid()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new ConcludeAlert("c-1", id, AlertOutcome.Ok));
        var chain = await bench.AskAsync("alerts/explain", ("id", id.ToString()));
        Assert.Equal(["batch", "sensor", "rule", "condition", "alert", "command"],
            chain.Select(link => link.GetProperty("what").GetString()));
        Assert.Equal("20 L", chain[3].GetProperty("evidence").GetProperty("value").GetString());
    }

    [Fact]
    public async Task Alert_OfAGroup_IsAboutTheGroupAndNamesEachSensorThatDecided()
    {
        await using var bench = await Bench.StartAsync();
        await bench.City.SyncAsync(bench.Device, bench.Device.Contact("smoke", bench.At(1)));
        await bench.ReadAsync(2, 400, 1);
        await bench.City.SyncAsync(bench.Device, bench.Device.Heartbeat(bench.At(9)));
        var alert = Assert.Single(await bench.AlertsAsync(), a => a.Rule == "both");
        Assert.Equal(("compound:c", "c: 2 sensors", bench.At(3)), (alert.Source, alert.Message!.En, alert.ClearedAt));
        Assert.Equal(
            [("pi-1/smoke", null), ("pi-1/water", "400 L")],
            alert.Evidence.Select(e => (e.Source, e.Condition.StartsWith("threshold", StringComparison.Ordinal) ? e.Value : null)));
        var chain = await bench.AskAsync("alerts/explain", ("id", alert.Id.ToString()));
        Assert.Equal(["batch", "sensor", "sensor", "rule", "condition", "condition", "alert"],
            chain.Select(link => link.GetProperty("what").GetString()));
    }

    [Fact]
    public async Task Statistics_ByRule_CountWhatBecameOfAlerts()
    {
        await using var bench = await Bench.StartAsync();
        foreach (var (minute, outcome) in new[] { (1, AlertOutcome.False), (20, AlertOutcome.Ok), (40, AlertOutcome.False) })
        {
            await bench.ReadAsync(minute, 20, 20, 20, 1);
            var alert = (await bench.AlertsAsync()).MaxBy(a => a.RaisedAt)!;
            await bench.DoAsync(new ConcludeAlert($"c-{minute}", alert.Id, outcome));
        }
        await bench.ReadAsync(60, 20);
        var row = Assert.Single(await bench.AskAsync("alerts/statistics", ("rule", "leak")));
        Assert.Equal(
            """{"rule":"leak","raised":4,"open":1,"outcomes":{"false":2,"ok":1},"judged":3,"false":2,"falseShare":0.667""" +
            ""","medianSeconds":180,"p90Seconds":180,"meanSecondsToSeen":180}""",
            row.GetRawText());
        var day = Assert.Single(await bench.AskAsync("alerts/statistics", ("by", "day"), ("rule", "leak")));
        Assert.Equal(
            """{"rule":"leak","day":"2026-03-02","raised":4,"open":1,"outcomes":{"false":2,"ok":1},"judged":3,"false":2,"falseShare":0.667}""",
            day.GetRawText());
        var source = Assert.Single(await bench.AskAsync("alerts/statistics", ("by", "source"), ("rule", "leak")));
        Assert.Equal(("pi-1/water", 2), (source.GetProperty("source").GetString(), source.GetProperty("false").GetInt32()));
        Assert.Empty(await bench.AskAsync("alerts/statistics", ("until", "2026-03-01T00:00:00Z")));
        var elsewhere = Actor.Of("officer-9", "").With(Grant.Parse("DutyOfficer@compound/other"));
        Assert.Empty((await bench.City.Hub.QueryAsync("alerts/statistics", new Dictionary<string, string>(), elsewhere, null, 50)).Rows);
    }

    [Fact]
    public async Task Statistics_FalseShare_CountsEachThingOnce()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var bench = new Bench(city, device);
        var alerts = new List<Alert>();
        foreach (var minute in new[] { 1, 20, 40 })
        {
            await city.SyncAsync(device, device.Detection(bench.At(minute)));
            alerts.Add((await bench.AlertsAsync()).MaxBy(a => a.RaisedAt)!);
            var lead = (await bench.City.LeadsAsync()).Single(known => known.Alerts.Contains(alerts[^1].Id));
            (await bench.City.Hub.ExecuteAsync(new DismissLead($"d-{minute}", lead.Id, "nothing there"), TestCity.Officer)).OrThrow();
        }
        await bench.DoAsync(new ConcludeAlert("c-1", alerts[0].Id, AlertOutcome.False)); // said of the lead already
        await bench.DoAsync(new ConcludeAlert("c-2", alerts[1].Id, AlertOutcome.False));
        await bench.DoAsync(new ConcludeAlert("c-3", alerts[1].Id, AlertOutcome.Ok)); // the last one counts
        var row = Assert.Single(await bench.AskAsync("alerts/statistics", ("rule", "fall")));
        Assert.Equal("""{"dismissed":3}""", row.GetProperty("leads").GetRawText());
        Assert.Equal("""{"false":1,"ok":1}""", row.GetProperty("outcomes").GetRawText());
        Assert.Equal(0.667m, row.GetProperty("falseShare").GetDecimal());
        foreach (var (by, part) in new[] { ("source", "pi-1/fall"), ("day", "2026-03-02"), ("grid", null) })
        {
            var camera = Assert.Single(await bench.AskAsync("alerts/statistics", ("rule", "fall"), ("by", by)));
            Assert.Equal((part, 3, 2), (part is null ? null : camera.GetProperty(by).GetString(),
                camera.GetProperty("judged").GetInt32(), camera.GetProperty("false").GetInt32()));
        }
    }

    [Theory]
    [InlineData("warning", 2)]
    [InlineData("critical", 0)]
    public async Task List_BySeverity_HasThose(string severity, int count)
    {
        await using var bench = await Bench.StartAsync();
        await bench.ReadAsync(1, 20);
        await bench.City.SyncAsync(bench.Device, bench.Device.Contact("smoke", bench.At(3)));
        Assert.Equal(count, (await bench.AskAsync("alerts/list", ("severity", severity))).Count);
    }

    [Fact]
    public async Task Statistics_AMergedAlert_CountsAsTheOneItWasMergedInto()
    {
        await using var bench = await Bench.StartAsync();
        var first = await bench.RaiseAsync();
        await bench.City.SyncAsync(bench.Device, bench.Device.Contact("smoke", bench.At(3), true));
        var into = (await bench.AlertsAsync()).Single(alert => alert.Rule != "leak");
        await bench.DoAsync(new ConcludeAlert("c-1", first.Id, AlertOutcome.False));
        await bench.DoAsync(new MergeAlert("c-2", first.Id, into.Id));
        var row = Assert.Single(await bench.AskAsync("alerts/statistics", ("rule", "leak")));
        Assert.False(row.TryGetProperty("outcomes", out _) || row.TryGetProperty("falseShare", out _));
    }

    [Fact]
    public async Task Replay_OfAllOfIt_GivesTheSameBytes()
    {
        await using var bench = await Bench.StartAsync();
        var id = (await bench.RaiseAsync()).Id;
        await bench.DoAsync(new SnoozeAlert("c-1", id, bench.City.Time.Now + Minute));
        await bench.PassAsync(3);
        await bench.ReadAsync(5, 150, 1, 20);
        (await bench.City.Hub.ExecuteAsync(
            new SuspendRule("c-2", "leak", bench.At(10), bench.At(20), "pipe works"),
            TestCity.Admin)).OrThrow();
        await bench.ReadAsync(11, 1, 20);
        await bench.PassAsync(30);
        await using var replayed = await JournalReplay.RunAsync(bench.City.Setup, (await bench.City.JournalAsync()).ToAsyncEnumerable());
        Assert.Equal(await bench.City.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    private sealed class Bench(TestCity city, VirtualDevice device) : IAsyncDisposable
    {
        internal TestCity City => city;

        internal VirtualDevice Device => device;

        internal static async Task<Bench> StartAsync()
        {
            const string plans = """
                {"schema": 1, "plans": [{"name": "all", "of": "alerts", "severity": "info", "rules": ["leak", "fall"],
                  "levels": [{"audience": "Oversight", "wait": "PT5M"}]}]}
                """;
            var (city, device) = await TestCity.WithDeviceAsync(new InMemoryCityStore(), TestCity.NewSetup(Rules) with
            {
                Modules = [new EscalationsModule(EscalationPlans.Read(Encoding.UTF8.GetBytes(plans), ["Oversight"], out _)!)],
            });
            return new Bench(city, device);
        }

        internal Instant At(int minute) => TestCity.Start + (minute * Minute);

        /// <summary>Readings of a minute each, the first ending at a minute.</summary>
        internal async Task ReadAsync(int minute, params long[] values)
        {
            foreach (var (i, value) in values.Index()) await city.SyncAsync(device, device.Reading(At(minute + i), value, Minute));
        }

        internal async Task<Alert> RaiseAsync()
        {
            await ReadAsync(1, 20);
            return Assert.Single(await AlertsAsync());
        }

        internal async Task<CommandAnswer> DoAsync(HubCommand command) =>
            (await city.Hub.ExecuteAsync(command, TestCity.Officer)).OrThrow();

        /// <summary>Those of rules: a test that lets time pass hears nothing of the device.</summary>
        internal async Task<List<Alert>> AlertsAsync() => [.. (await city.AlertsAsync()).Where(alert => alert.Rule != Alert.DeviceOffline)];

        internal ValueTask<Alert?> FindAsync(AlertId id) => city.Hub.Store.FindAsync(AlertDocuments.Kind, id.ToString());

        internal async Task PassAsync(params int[] minutes)
        {
            foreach (var step in minutes)
            {
                city.Time.Advance(step * Minute);
                await city.Hub.TickAsync();
            }
        }

        internal async Task<List<Notification>> EscalatedAsync() =>
            [.. (await city.NotificationsAsync()).Where(n => n.Kind == NotificationKind.Notice && n.Audience == "Oversight")];

        internal async Task<List<System.Text.Json.JsonElement>> AskAsync(string query, params (string Name, string Value)[] arguments)
        {
            var answer = await city.Hub.QueryAsync(query, arguments.ToDictionary(a => a.Name, a => a.Value), TestCity.Officer, null, 50);
            Assert.Null(answer.Refusal);
            return [.. answer.Rows.Select(row => System.Text.Json.JsonDocument.Parse(row).RootElement)];
        }

        public ValueTask DisposeAsync() => city.DisposeAsync();
    }
}
