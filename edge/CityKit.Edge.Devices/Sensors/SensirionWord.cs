using System.Buffers.Binary;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>A number as Sensirion's chips send it: two bytes and a CRC-8 of polynomial 0x31, beginning with 0xFF.</summary>
internal static class SensirionWord
{
    /// <returns>The number; not a number when the checksum is wrong.</returns>
    internal static double Read(ReadOnlySpan<byte> three) =>
        Crc(three[..2]) == three[2] ? BinaryPrimitives.ReadUInt16BigEndian(three) : double.NaN;

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
