using System.Text;
using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Documents;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>A rule that failed is an alert, which is over when changed rules begin it again.</summary>
public sealed class RuleFailureTests
{
    private static readonly Rule Rule = RuleSet.Parse(TestCity.Rules, out _)!.Rules[0];

    [Fact]
    public async Task Apply_ARuleThatFailed_RaisesOneAlertForItAndTellsMaintenance()
    {
        var store = new InMemoryCityStore();
        await using var city = await TestCity.StartAsync(store);
        var changes = new HubChanges(new HubState(await store.ReadPositionAsync(default), 1, []), TestCity.Start);
        await ApplyAsync(store, changes, "smoke", "lamp", "smoke");
        var alerts = changes.OfKind(AlertDocuments.Kind).Select(known => (Alert)known.Document!).OrderBy(alert => alert.Source).ToList();
        Assert.Equal(["smoke/pi-1/lamp", "smoke/pi-1/smoke"], alerts.Select(alert => alert.Source));
        Assert.All(alerts, alert => Assert.Equal((Alert.RuleFailed, Severity.Warning), (alert.Rule, alert.Severity)));
        Assert.Contains("failed on pi-1/lamp (OverflowException)", alerts[0].Title.En, StringComparison.Ordinal);
        var told = changes.ToCommit(null).Notifications.Where(n => n.Kind == NotificationKind.Notice);
        Assert.All(told, notice => Assert.Equal(new HubOptions().MaintenanceAudience, notice.Audience));
        Assert.Equal(2, told.Count());
    }

    [Fact]
    public async Task PutRules_AfterAFailure_EndsItsAlert()
    {
        await using var city = await WithFailuresAsync();
        (await city.Hub.ExecuteAsync(new PutRules("same", Encoding.UTF8.GetString(TestCity.Rules)), TestCity.Admin)).OrThrow();
        Assert.Equal(2, await CountOpenAsync(city)); // the same rules begin nothing
        (await city.Hub.ExecuteAsync(new PutRules("other", Encoding.UTF8.GetString(TestCity.Rules) + " "), TestCity.Admin)).OrThrow();
        Assert.Equal(0, await CountOpenAsync(city));
    }

    [Fact]
    public async Task RetireSensor_AfterAFailureOnIt_EndsThatAlertAlone()
    {
        await using var city = await WithFailuresAsync();
        var lamp = new SensorKey(DeviceId.Parse("pi-1"), SensorName.Parse("lamp"));
        (await city.Hub.ExecuteAsync(new RetireSensor("retire-1", lamp, TestCity.Start), TestCity.Admin)).OrThrow();
        Assert.Equal("smoke/pi-1/smoke", Assert.Single(await city.AlertsAsync(), alert => alert.ClearedAt is null).Source);
    }

    /// <summary>A city where a rule failed on two sensors.</summary>
    private static async Task<TestCity> WithFailuresAsync()
    {
        var store = new PlantingStore();
        var city = await TestCity.StartAsync(store);
        store.Planted = [Failure("smoke"), Failure("lamp")];
        await city.AdmitAsync("pi-1");
        return city;
    }

    private static async Task<int> CountOpenAsync(TestCity city) => (await city.AlertsAsync()).Count(alert => alert.ClearedAt is null);

    private static Alert Failure(string sensor) => new(AlertId.Parse($"{sensor[0] % 10}123456789abcdef0123456789abcdef"),
        Alert.RuleFailed, $"smoke/pi-1/{sensor}", TestCity.Start)
    {
        Severity = Severity.Warning, Title = new LocalizedText("出错", "Failed"), Subject = Subject.Unknown, ReceivedAt = TestCity.Start,
    };

    private static async Task ApplyAsync(ICityStore store, HubChanges changes, params string[] sensors)
    {
        var judgement = new Judgement();
        foreach (var sensor in sensors) judgement.Outcomes.Add(FailedOn(sensor));
        var facts = new GroupFacts(store, new StateTable(1));
        await Attempts.RunAsync(facts, () => BuiltInModules.With([]).NewAttempt(null, facts, changes), attempt =>
        {
            new Desk(new HubOptions(), null!).Apply(judgement, attempt);
            return true;
        }, _ => true, "test");
    }

    private static RuleOutcome FailedOn(string sensor)
    {
        var entry = SensorRegister.Parse(TestCity.Sensors, out _)!.Sensors.First(known => known.Key.Sensor.Value == sensor);
        return new RuleOutcome(OutcomeKind.RuleFailed, Rule, entry.Key, TestCity.Start, AlertId.Of(Rule.Id, entry.Key, TestCity.Start))
        {
            Entry = entry, RaisedAt = TestCity.Start, Fault = nameof(OverflowException),
        };
    }

    /// <summary>Stores alerts along with the next commit.</summary>
    private sealed class PlantingStore() : PassingStore(new InMemoryCityStore())
    {
        internal IReadOnlyList<Alert> Planted { get; set; } = [];

        public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
        {
            var alongside = new HubChanges(new HubState(new StorePosition(0, commit.After, default, 0, 0), 1, []), TestCity.Start);
            foreach (var alert in Planted) alongside.Put(AlertDocuments.Kind, alert.Id.ToString(), alert);
            Planted = [];
            var more = alongside.ToCommit(null).Documents;
            return base.CommitAsync(commit with { Documents = [.. commit.Documents, .. more] }, cancellationToken);
        }
    }
}
