using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices.Opened;
using CityKit.Edge.Devices.Tests.Support;
using CityKit.Edge.Testing;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Edge.Devices.Tests.Channels;

/// <summary>
/// Two devices of one type on an I²C bus, opened, closed and opened again as an agent does; plugged in again, their pause is over.
/// </summary>
internal sealed class DeviceBench : IChannelBench
{
    private static readonly TimeSpan LongerThanAnyPause = TimeSpan.FromMinutes(2);
    private readonly WordChip[] chips = [new(), new()];
    private readonly FakeTimeProvider time = new();
    private readonly DeviceSet devices;

    internal DeviceBench()
    {
        var type = new DeviceType("gauge", "a gauge of millimetres", DeviceBus.I2c, DeviceRole.Sensor,
            found => new Gauge(chips[found.Address - 0x40]))
        {
            Addresses = [0x40, 0x41], Quantities = [DeviceQuantity.Distance],
        };
        var result = EdgeConfiguration.Parse("""
            {"device": "d", "lines": [], "sensors": [],
             "devices": [{"name": "a", "type": "gauge"}, {"name": "b", "type": "gauge", "address": "0x41"}],
             "channels": [{"name": "pond", "kind": "device", "device": "a", "quantity": "distance", "periodMs": 1000},
                          {"name": "well", "kind": "device", "device": "b", "quantity": "distance", "periodMs": 1000}]}
            """u8, new EdgeBuilder().AddDeviceType(type).Kinds);
        Assert.Empty(result.Errors);
        devices = new DeviceSet(result.Configuration!, time);
        Source = devices.OpenChannels(result.Configuration!.Channels);
    }

    public IChannelSource Source { get; }

    public void Set(int channel, long value) => chips[channel].Set(0, (ushort)value);

    public void SetPlugged(int channel, bool plugged)
    {
        chips[channel].IsPlugged = plugged;
        if (plugged) time.Advance(LongerThanAnyPause);
    }

    public void Dispose()
    {
        Source.Dispose();
        devices.Dispose();
    }

    /// <summary>Reads register 0.</summary>
    private sealed class Gauge(WordChip chip) : ISensorDevice
    {
        public double? Read(int quantity)
        {
            var word = new byte[2];
            chip.WriteRead([0], word);
            return word[0] << 8 | word[1];
        }

        public void Dispose() => chip.Dispose();
    }
}
