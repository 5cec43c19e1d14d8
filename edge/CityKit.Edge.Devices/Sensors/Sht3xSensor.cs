using System.Buffers.Binary;
using System.Device.I2c;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>
/// An SHT3x at register level (Sensirion's data sheet, 4.3 and 4.12). The binding of Iot.Device.Bindings 4.2.0 gives the value before, at first 0 °C, when a checksum fails, and rounds to tenths; here such a
/// measurement is no number.
/// </summary>
internal static class Sht3xSensor
{
    private static readonly byte[] SingleShotHigh = [0x24, 0x00];
    private static readonly byte[] SoftReset = [0x30, 0xA2];
    private static readonly TimeSpan MeasuringTime = TimeSpan.FromMilliseconds(16);

    internal static ISensorDevice Open(I2cDevice device, TimeProvider time)
    {
        device.Write(SoftReset);
        Thread.Sleep(2);
        return new MeasuredTogether(device, time, () => Measure(device));
    }

    private static double?[] Measure(I2cDevice device)
    {
        device.Write(SingleShotHigh);
        Thread.Sleep(MeasuringTime);
        Span<byte> answer = stackalloc byte[6];
        device.Read(answer);
        return [Word(answer) is { } t ? -45 + 175 * t / 65535 : double.NaN, Word(answer[3..]) is { } h ? 100 * h / 65535 : double.NaN];
    }

    private static double? Word(ReadOnlySpan<byte> three) => Crc(three[..2]) == three[2] ? BinaryPrimitives.ReadUInt16BigEndian(three) : null;

    /// <summary>CRC-8 of polynomial 0x31, beginning with 0xFF.</summary>
    private static byte Crc(ReadOnlySpan<byte> bytes)
    {
        byte crc = 0xFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (byte)((crc & 0x80) != 0 ? crc << 1 ^ 0x31 : crc << 1);
        }
        return crc;
    }
}
