using System.Device.I2c;

namespace CityKit.Edge.Devices.Tests.Support;

/// <summary>
/// An I²C chip as its data sheet describes it: what a write does, and what a read then gives. Unplugged, it answers as the kernel does.
/// </summary>
internal abstract class FakeI2c : I2cDevice
{
    private I2cConnectionSettings settings = new(1, 0);

    internal List<byte[]> Written { get; } = [];

    internal bool IsPlugged { get; set; } = true;

    internal int Disposed { get; private set; }

    public override I2cConnectionSettings ConnectionSettings => settings;

    internal FakeI2c At(I2cConnectionSettings place)
    {
        settings = place;
        return this;
    }

    public override void Read(Span<byte> buffer)
    {
        ThrowIfUnplugged();
        Answer(buffer);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        ThrowIfUnplugged();
        Written.Add(buffer.ToArray());
        Take(buffer);
    }

    public override void WriteRead(ReadOnlySpan<byte> writeBuffer, Span<byte> readBuffer)
    {
        Write(writeBuffer);
        Read(readBuffer);
    }

    protected abstract void Take(ReadOnlySpan<byte> written);

    protected abstract void Answer(Span<byte> buffer);

    protected override void Dispose(bool disposing) => Disposed++;

    private void ThrowIfUnplugged()
    {
        // EREMOTEIO, as of a chip that gives no acknowledge
        if (!IsPlugged) throw new IOException("Error 121 performing I2C data transfer.");
    }
}
