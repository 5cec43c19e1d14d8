using System.Buffers.Binary;
using System.Device.I2c;

namespace CityKit.Edge.Devices;

/// <summary>Registers of an I²C device, for chips that are read more simply, or more rightly, than by a binding.</summary>
internal static class I2cRegisters
{
    /// <summary>A register of 16 bits, high byte first.</summary>
    internal static ushort ReadBigEndian(this I2cDevice device, byte register)
    {
        Span<byte> answer = stackalloc byte[2];
        device.WriteRead([register], answer);
        return BinaryPrimitives.ReadUInt16BigEndian(answer);
    }

    /// <summary>Two registers of 8 bits that follow each other, the lower first.</summary>
    internal static ushort ReadPair(this I2cDevice device, byte register)
    {
        Span<byte> answer = stackalloc byte[2];
        device.WriteRead([register], answer);
        return BinaryPrimitives.ReadUInt16LittleEndian(answer);
    }

    /// <summary>Two registers of 8 bits that follow each other, the lower first.</summary>
    internal static void WritePair(this I2cDevice device, byte register, ulong value) =>
        device.Write([register, (byte)value, (byte)(value >> 8)]);
}
