using CityKit.Edge.Channels;
using CityKit.Edge.Testing;

namespace CityKit.Edge.Devices.Tests.Channels;

/// <summary>Two sensors that answer in whole units, of which a channel counts thousandths; unplugged, they throw as a bus does.</summary>
internal sealed class SensorBench : IChannelBench
{
    private const double Thousandths = 1000;
    private readonly double[] values = new double[2];
    private readonly bool[] isUnplugged = new bool[2];

    internal SensorBench() => Source = new SensorChannelSource(
        [new("hall", () => Ask(0), Thousandths), new("cellar", () => Ask(1), Thousandths)]);

    public IChannelSource Source { get; }

    public void Set(int channel, long value) => values[channel] = value / Thousandths;

    public void SetPlugged(int channel, bool plugged) => isUnplugged[channel] = !plugged;

    public void Dispose() => Source.Dispose();

    private double Ask(int channel) => isUnplugged[channel]
        ? throw new IOException("Error 121 performing I2C data transfer.") : values[channel];
}
