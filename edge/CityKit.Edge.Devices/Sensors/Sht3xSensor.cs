using System.Device.I2c;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>
/// An SHT3x at register level (Sensirion's data sheet, 4.3 and 4.12). The binding of Iot.Device.Bindings 4.2.0 gives the value before, at
/// first 0 °C, when a checksum fails, and rounds to tenths; here such a measurement is no number.
/// </summary>
internal static class Sht3xSensor
{
    private static readonly byte[] SingleShotHigh = [0x24, 0x00];
    private static readonly byte[] SoftReset = [0x30, 0xA2];
    private static readonly TimeSpan MeasuringTime = TimeSpan.FromMilliseconds(16);

    internal static ISensorDevice Open(I2cDevice device, TimeProvider time)
    {
        device.Write(SoftReset);
        BusWait.For(TimeSpan.FromMilliseconds(2));
        return new MeasuredTogether(device, time, () => Measure(device));
    }

    private static double?[] Measure(I2cDevice device)
    {
        device.Write(SingleShotHigh);
        BusWait.For(MeasuringTime);
        Span<byte> answer = stackalloc byte[6];
        device.Read(answer);
        return [-45 + 175 * SensirionWord.Read(answer[..3]) / 65535, 100 * SensirionWord.Read(answer[3..]) / 65535];
    }
}
