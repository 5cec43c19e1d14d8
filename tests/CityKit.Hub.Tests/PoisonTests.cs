using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Sqlite;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class PoisonTests
{
    [Fact]
    public async Task AnInputThatCannotBeDecided_StopsNoOther()
    {
        var gate = new GatedStore(new InMemoryCityStore());
        var (city, device) = await TestCity.WithDeviceAsync(gate);
        await using var _ = city;
        gate.Close();
        var first = city.SendAsync(device, device.Heartbeat(TestCity.Start)); // its commit waits, so that the others form one group
        var bad = city.Hub.ExecuteAsync(new UnheardOf("x-1"), TestCity.Admin).AsTask();
        var good = city.SendAsync(device, device.Detection(TestCity.Start));
        gate.Open();
        Assert.Equal(BatchStatus.Synced, (await first).Status);
        Assert.Equal(BatchStatus.Synced, (await good).Status);
        await Assert.ThrowsAnyAsync<Exception>(() => bad);
        Assert.Single(await city.AlertsAsync());
    }

    [Fact]
    public async Task EventsAtTheEdgesOfTime_AreTakenAndLaterOnesJudged()
    {
        using var file = new TempFile();
        var (city, device) = await TestCity.WithDeviceAsync(new SqliteCityStore(file.Path));
        await using var _ = city;
        var longest = (1L << 62) - 1;
        device.Zero = Instant.FromUnixTimeTicks((1L << 62) / 100); // the year 2116
        await city.SyncAsync(
            device, new CityEvent(EventKind.Contact, SensorName.Parse("smoke"), new DeviceTime(0, longest), 1),
            new CityEvent(EventKind.Contact, SensorName.Parse("lamp"), new DeviceTime(0, longest), 1));
        await city.SyncAsync(device, new CityEvent(EventKind.Heartbeat, SensorName.Device, new DeviceTime(0, longest), 1));
        await city.SyncAsync(
            device, new CityEvent(EventKind.Blind, SensorName.Device, new DeviceTime(0, 0), 0) { SpanNanoseconds = longest });
        device.Zero = TestCity.Start;
        await city.SyncAsync(device, new CityEvent(EventKind.AlertRaised, SensorName.Parse("cover"), new DeviceTime(0, 1), 1)
        {
            Fields = EventFields.Of(
                new EventField("rule", "cover"), new EventField("at", long.MaxValue), new EventField("raisedAt", long.MinValue)),
        });
        await city.SyncAsync(device, new CityEvent(EventKind.Dropped, SensorName.Device, new DeviceTime(0, 1), 1_000_000));
    }

    private sealed record UnheardOf(string CommandId) : HubCommand(CommandId);
}
