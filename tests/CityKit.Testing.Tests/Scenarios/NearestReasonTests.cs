using CityKit.AlertDesk;
using CityKit.Testing.Scenarios;
using NodaTime;

namespace CityKit.Testing.Tests.Scenarios;

/// <summary>What a failed expectation says: the nearest reason, and everything that happened.</summary>
public sealed class NearestReasonTests : IAsyncLifetime
{
    private CityScenario city = null!;

    public async Task InitializeAsync() => city = await CityScenarioTests.StartAsync();

    public async Task DisposeAsync() => await city.DisposeAsync();

    [Fact]
    public async Task ExpectOneAlert_NothingSent_SaysSo()
    {
        await Says(() => city.ExpectOneAlertAsync("smoke"), "no sensor of a device has sent anything");
        await Says(() => city.ExpectOneAlertAsync("smoke", city.Device("pi-1").Sensor("smoke-1")), "pi-1/smoke-1 has sent nothing");
    }

    [Fact]
    public async Task Expect_AnUnknownRule_NamesThoseThatThereAre()
    {
        await Says(() => city.ExpectOneAlertAsync("smok"),
            "the hub has no rule 'smok'; it has 'burst', 'cover', 'fall', 'lamp-dark', 'smoke'");
        await Says(() => city.ExpectNoAlertAsync("smok"), "the hub has no rule 'smok'");
        await Says(() => city.ExpectNoLeadAsync("smok"), "the hub has no rule 'smok'");
        await Says(() => city.ExpectNoItemAsync("smok"), "the hub has no rule 'smok'");
    }

    [Fact]
    public async Task ExpectOneAlert_WithinTheHold_SaysHowLongAgoTheLastEventWas()
    {
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(29));
        await Says(() => city.ExpectOneAlertAsync("lamp-dark", lamp),
            "has not held: the last event is Contact 1 of pi-1/lamp-1, 29 min ago");
    }

    [Fact]
    public async Task ExpectOneAlert_SensorNotInTheRegister_SaysWhatTheHubDoubts()
    {
        var nobody = city.Device("pi-1").Sensor("nobody-knows");
        await nobody.ActivateAsync();
        await Says(() => city.ExpectOneAlertAsync("smoke", nobody), "the hub doubts pi-1/nobody-knows (undecided)");
    }

    [Fact]
    public async Task ExpectOneAlert_SensorOfAnotherQuantity_NamesBoth()
    {
        var lamp = city.Device("pi-1").Sensor("lamp-1");
        await lamp.ActivateAsync();
        await Says(() => city.ExpectOneAlertAsync("smoke", lamp),
            "is about the quantity 'smoke'; what sent something is pi-1/lamp-1 of the quantity 'lamp'");
        await Says(() => city.ExpectOneAlertAsync("smoke"), "what sent something is pi-1/lamp-1 of the quantity 'lamp'");
    }

    [Fact]
    public async Task ExpectOneAlert_EdgeRule_SaysWhatRaisesIt()
    {
        var cover = city.Device("pi-1").Sensor("cover-1");
        await cover.ActivateAsync();
        await Says(() => city.ExpectOneAlertAsync("cover", cover), "the rule 'cover' runs on the edge");
        await cover.Device.SendAsync(cover.Device.Virtual.AlertRaised("cover-1", city.Now, "cover"));
        await city.ExpectOneAlertAsync("cover", cover);
    }

    [Fact]
    public async Task ExpectOneAlert_OfAnotherSensor_NamesIt()
    {
        var (first, second) = (city.Device("pi-1").Sensor("lamp-1"), city.Device("pi-1").Sensor("lamp-2"));
        await first.ActivateAsync();
        await city.PassAsync(Duration.FromMinutes(31));
        await Says(() => city.ExpectOneAlertAsync("lamp-dark", second), "the rule raised for pi-1/lamp-1 only");
        await Says(() => city.ExpectOneItemAsync("lamp-dark", ScenarioFiles.West), $"the work item is in the grid {ScenarioFiles.East}");
    }

    [Fact]
    public async Task ExpectOneAlert_Disconnected_SaysThatItWaits()
    {
        var smoke = city.Device("pi-1").Sensor("smoke-1");
        smoke.Device.Disconnect();
        await smoke.ActivateAsync();
        await Says(() => city.ExpectOneAlertAsync("smoke", smoke), "pi-1 is disconnected: what it saw waits in its outbox");
    }

    [Fact]
    public async Task ExpectOneAlert_RaisedTwice_SaysHowMany()
    {
        var smoke = city.Device("pi-1").Sensor("smoke-1");
        foreach (var _ in Enumerable.Range(0, 2))
        {
            await smoke.ActivateAsync();
            await city.PassAsync(Duration.FromMinutes(1));
            await smoke.DeactivateAsync();
            await city.PassAsync(Duration.FromMinutes(1));
        }
        await Says(() => city.ExpectOneAlertAsync("smoke"), "Expected one alert of the rule 'smoke'; found 2.");
        await Says(() => city.ExpectNoAlertAsync("smoke"), "found 2.");
    }

    [Fact]
    public async Task ExpectOneLead_RuleWithoutLead_SaysSo()
    {
        await Says(() => city.ExpectOneLeadAsync("smoke"), "no alert either: no sensor of a device has sent anything");
        await city.Device("pi-1").Sensor("smoke-1").ActivateAsync();
        await Says(() => city.ExpectOneLeadAsync("smoke"), "the rule 'smoke' raised, but its 'then' names no lead");
        await Says(() => city.ExpectOneItemAsync("smoke"), "no lead either: the rule 'smoke' raised");
    }

    [Fact]
    public async Task ExpectOneItem_LeadWaitsForAPerson_SaysSo()
    {
        await city.Device("pi-1").Sensor("fall-1").DetectAsync();
        Assert.Equal(LeadState.Open, (await city.ExpectOneLeadAsync("fall")).State);
        await city.ExpectNoItemAsync("fall");
        await Says(() => city.ExpectOneItemAsync("fall"), "the lead waits for a duty officer: the rule's lead is not 'automatic'");
        await Says(() => city.ExpectNoLeadAsync("fall"), "its alert made a lead");
    }

    private static async Task Says(Func<Task> expectation, string text)
    {
        var message = (await Assert.ThrowsAsync<ScenarioException>(expectation)).Message;
        Assert.True(message.Contains(text, StringComparison.Ordinal), message);
    }
}
