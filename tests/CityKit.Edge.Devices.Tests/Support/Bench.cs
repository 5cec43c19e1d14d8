using System.Text;
using CityKit.Core;
using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Devices.Opened;
using Microsoft.Extensions.Time.Testing;

namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>The devices of an <c>edge.json</c> over fake buses.</summary>
internal sealed class Bench : IDisposable
{
    internal static readonly BootId Boot = new(7);
    private readonly string text;

    /// <param name="devices">The objects of "devices".</param>
    /// <param name="rest">Further members, such as "lines".</param>
    /// <param name="i2c">The chip at each address.</param>
    /// <param name="buses">Other buses.</param>
    internal Bench(string devices, string rest = "\"lines\": []", Func<int, FakeI2c>? i2c = null, DeviceBuses? buses = null)
    {
        buses ??= new DeviceBuses { I2c = place => (i2c ?? throw new IOException("no bus"))(place.DeviceAddress).At(place), Time = Time };
        text = $$"""{"device": "d", "devices": [{{devices}}], "sensors": [], {{rest}}}""";
        var edge = new EdgeBuilder().AddDevices(buses);
        var result = EdgeConfiguration.Parse(Encoding.UTF8.GetBytes(text), edge.Kinds);
        Assert.Empty(result.Errors);
        Configuration = result.Configuration!;
        Devices = new DeviceSet(Configuration, TimeProvider.System);
    }

    /// <summary>The clock of the bindings, which moves by hand.</summary>
    internal FakeTimeProvider Time { get; } = new();

    internal EdgeConfiguration Configuration { get; }

    internal DeviceSet Devices { get; }

    /// <summary>What the only device measures, in smallest units.</summary>
    internal IReadOnlyList<ChannelRead> Measure() =>
        Devices.Probe(Configuration.Devices[0].Name) ?? throw new InvalidOperationException($"It did not open: {Devices.Status[0].Why}");

    public void Dispose() => Devices.Dispose();
}
