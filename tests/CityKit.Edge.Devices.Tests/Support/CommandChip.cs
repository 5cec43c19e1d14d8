namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>A chip that is sent commands and then answers; what it was sent last decides.</summary>
internal sealed class CommandChip(Func<byte[], byte[]> answer) : FakeI2c
{
    private byte[] command = [];

    /// <summary>
    /// A word of Sensirion's and Aosong's chips: high byte, low byte, CRC-8 of polynomial 0x31 from 0xFF (0xBEEF gives 0x92 in Sensirion's
    /// data sheets).
    /// </summary>
    internal static byte[] Word(int value)
    {
        byte[] bytes = [(byte)(value >> 8), (byte)value];
        return [.. bytes, Crc(bytes)];
    }

    internal static byte Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = 0xFF;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 0x80) == 0 ? crc << 1 & 0xFF : (crc << 1 ^ 0x31) & 0xFF;
        }
        return (byte)crc;
    }

    protected override void Take(ReadOnlySpan<byte> written) => command = written.ToArray();

    protected override void Answer(Span<byte> buffer)
    {
        var bytes = answer(command);
        bytes.AsSpan(0, Math.Min(bytes.Length, buffer.Length)).CopyTo(buffer);
    }
}
