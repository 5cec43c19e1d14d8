namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>
/// A PCF8575 (data sheet 7): two bytes and no registers; a line that was written low is pulled low, one written high shows what is wired to
/// it.
/// </summary>
internal sealed class PortChip : FakeI2c
{
    internal int Wired { get; set; } = 0xFFFF;

    internal int Driven { get; private set; } = 0xFFFF;

    protected override void Take(ReadOnlySpan<byte> written) => Driven = written[0] | written[1] << 8;

    protected override void Answer(Span<byte> buffer)
    {
        var levels = Driven & Wired;
        (buffer[0], buffer[1]) = ((byte)levels, (byte)(levels >> 8));
    }
}
