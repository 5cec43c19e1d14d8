using System.Text;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>Alerts of rules over groups in a hub: its own, and those of an edge.</summary>
public sealed class GroupAlertTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact] // the edge and the hub name it by the same cause
    public async Task EdgeAlert_OfARulePerDevice_IsTheGroupsAlert()
    {
        var rules = Encoding.UTF8.GetString(TestCity.Rules).Replace("\"version\": 1", "\"version\": 2", StringComparison.Ordinal)
            .Replace("{\"quantity\": \"tilt\"},", "{\"quantity\": \"tilt\"}, \"per\": \"device\",", StringComparison.Ordinal);
        var (city, device) = await TestCity.WithDeviceAsync(setup: TestCity.NewSetup() with
        {
            Configuration = new HubConfiguration(Encoding.UTF8.GetBytes(rules), TestCity.Sensors),
        });
        await using var _ = city;
        await city.SyncAsync(device, DeskTests.EdgeAlert(device, EventKind.AlertRaised, At, At));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal(AlertId.Of("cover", new GroupKey(RulePer.Device, device.Id.Value), At), alert.Id);
        var end = At + Duration.FromMinutes(5);
        await city.SyncAsync(device, DeskTests.EdgeAlert(device, EventKind.AlertCleared, end, At));
        Assert.Equal(end, Assert.Single(await city.AlertsAsync()).ClearedAt);
    }
}
