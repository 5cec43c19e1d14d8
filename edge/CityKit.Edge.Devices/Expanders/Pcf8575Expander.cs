using System.Device.I2c;

namespace CityKit.Edge.Devices.Expanders;

/// <summary>
/// A PCF8575, two bytes and no registers (NXP's data sheet, 7): a line that is written high is an input with a weak pull-up, and a high
/// output. The binding of Iot.Device.Bindings 4.2.0 writes all lines low as it is opened, which switches every low-active relay on; here
/// inputs stay high and outputs get their levels in one write.
/// </summary>
internal sealed class Pcf8575Expander(I2cDevice device) : IExpander
{
    private ulong inputs = ~0ul;

    public void Configure(ulong outputs, ulong pulledUp, ulong high)
    {
        inputs = ~outputs;
        Write(high);
    }

    public ulong Read()
    {
        Span<byte> levels = stackalloc byte[2];
        device.Read(levels);
        return (ulong)(levels[0] | levels[1] << 8);
    }

    public void Write(ulong high)
    {
        var levels = high | inputs;
        device.Write([(byte)levels, (byte)(levels >> 8)]);
    }

    public void Dispose() => device.Dispose();
}
