namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>A chip of 16-bit registers behind a pointer, high byte first.</summary>
internal class WordChip : FakeI2c
{
    private byte pointer;

    internal ushort[] Registers { get; } = new ushort[256];

    internal WordChip Set(byte register, ushort value)
    {
        Registers[register] = value;
        return this;
    }

    protected override void Take(ReadOnlySpan<byte> written)
    {
        pointer = written[0];
        if (written.Length == 3) Registers[pointer] = (ushort)(written[1] << 8 | written[2]);
        else if (written.Length == 2) Registers[pointer] = written[1];
    }

    protected override void Answer(Span<byte> buffer)
    {
        buffer[0] = (byte)(Value(pointer) >> 8);
        if (buffer.Length > 1) buffer[1] = (byte)Value(pointer);
    }

    protected virtual ushort Value(byte register) => Registers[register];
}
