using System.Device.Spi;

namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>
/// An MCP3008 or MCP3208 (data sheet 5): start bit, single-ended, three bits of channel; the value comes in the last bits of the answer.
/// </summary>
internal sealed class FakeSpi(SpiConnectionSettings settings, int bits, params int[] inputs) : SpiDevice
{
    public override SpiConnectionSettings ConnectionSettings => settings;

    public override void TransferFullDuplex(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        var sent = writeBuffer[0] << 16 | writeBuffer[1] << 8 | writeBuffer[2];
        var asked = sent >> bits + 2;
        Assert.Equal(0b1_1000, asked & 0b1_1000);
        var value = inputs[asked & 7];
        for (var i = 0; i < 3; i++) readBuffer[i] = (byte)(value >> (2 - i) * 8);
    }

    public override void Read(Span<byte> buffer) => throw new NotSupportedException();

    public override void Write(ReadOnlySpan<byte> buffer) => throw new NotSupportedException();
}
