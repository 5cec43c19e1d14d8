using CityKit.Edge.Channels;
using CityKit.Edge.Configuration;
using CityKit.Edge.Serial;

namespace CityKit.Edge.Devices.Opened;

/// <summary>Quantities of the devices of one bus as channels.</summary>
internal sealed class DeviceChannelSource(IReadOnlyList<ChannelConfiguration> channels, IReadOnlyList<DeviceHandle> devices)
    : IChannelSource
{
    public IReadOnlyList<string> Channels { get; } = [.. channels.Select(c => c.Name)];

    public ChannelRead Read(int channel) => Read(devices[channel], channels[channel].Device!.Quantity);

    public void Dispose()
    {
        // The devices are the set's.
    }

    internal static ChannelRead Read(DeviceHandle device, int quantity)
    {
        double? value = null;
        return device.Use<ISensorDevice>(d => value = d.Read(quantity), DeviceHandle.SlowPatience) switch
        {
            DeviceAnswer.Failed => ChannelRead.None(ChannelRead.Gone),
            DeviceAnswer.Hung => ChannelRead.None(SerialMeterSource.Silent),
            _ => ToRead(value, device.Slot.Configuration.Type.Quantities[quantity].PerUnit),
        };
    }

    private static ChannelRead ToRead(double? value, double perUnit)
    {
        if (value is not { } number) return ChannelRead.None(ChannelRead.Unreadable);
        var scaled = number * perUnit;
        return Math.Abs(scaled) <= long.MaxValue / 2 // false for what is no number too
            ? new ChannelRead((long)Math.Round(scaled, MidpointRounding.AwayFromZero))
            : ChannelRead.None(ChannelRead.Garbled);
    }
}
