using System.Device.I2c;

namespace CityKit.Edge.Devices.Expanders;

/// <summary>
/// A TCA9555 or PCA9555 at register level (Texas Instruments' data sheet, 8.6.2). The binding of Iot.Device.Bindings 4.2.0 drives an output
/// before its level is written, a pulse on a relay, and takes "pull-up" for "inverted"; the chip's pull-ups are always on.
/// </summary>
internal sealed class Tca9555Expander(I2cDevice device) : IExpander
{
    private const byte Inputs = 0x00;
    private const byte Outputs = 0x02;
    private const byte Polarities = 0x04;
    private const byte Directions = 0x06; // 1 = input

    public void Configure(ulong outputs, ulong pulledUp, ulong high)
    {
        device.WritePair(Outputs, high);
        device.WritePair(Polarities, 0);
        device.WritePair(Directions, ~outputs);
    }

    public ulong Read() => device.ReadPair(Inputs);

    public void Write(ulong high) => device.WritePair(Outputs, high);

    public void Dispose() => device.Dispose();
}
