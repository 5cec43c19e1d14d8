namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>A chip of 8-bit registers behind a pointer that moves on by itself.</summary>
internal class ByteChip : FakeI2c
{
    private byte pointer;

    internal byte[] Registers { get; } = new byte[256];

    internal ByteChip Set(byte register, params byte[] values)
    {
        values.CopyTo(Registers, register);
        return this;
    }

    protected override void Take(ReadOnlySpan<byte> written)
    {
        pointer = written[0];
        foreach (var value in written[1..]) Registers[pointer++] = value;
    }

    protected override void Answer(Span<byte> buffer)
    {
        for (var i = 0; i < buffer.Length; i++) buffer[i] = Registers[pointer++];
    }
}
