using System.Device.I2c;

namespace CityKit.Edge.Devices.Expanders;

/// <summary>
/// An MCP23017 at register level (Microchip's data sheet, 3.5, IOCON.BANK = 0). The binding of Iot.Device.Bindings 4.2.0 makes all lines
/// inputs as it is opened, so relays would drop whenever a device is opened again; here the levels are written before the directions, and a
/// line that stays an output never changes.
/// </summary>
internal sealed class Mcp23017Expander(I2cDevice device) : IExpander
{
    private const byte Directions = 0x00; // IODIR, 1 = input
    private const byte Polarities = 0x02; // IPOL
    private const byte PullUps = 0x0C; // GPPU
    private const byte Levels = 0x12; // GPIO
    private const byte Latches = 0x14; // OLAT

    public void Configure(ulong outputs, ulong pulledUp, ulong high)
    {
        device.WritePair(Latches, high);
        device.WritePair(Polarities, 0);
        device.WritePair(PullUps, pulledUp & ~outputs);
        device.WritePair(Directions, ~outputs);
    }

    public ulong Read() => device.ReadPair(Levels);

    public void Write(ulong high) => device.WritePair(Latches, high);

    public void Dispose() => device.Dispose();
}
