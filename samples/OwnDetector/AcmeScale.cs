using System.Device.I2c;
using CityKit.Edge.Devices;

/// <summary>A device of your own: what throws here makes its channels "gone", and it is opened again later.</summary>
internal sealed class AcmeScale(DeviceConfiguration device) : ISensorDevice
{
    private readonly I2cDevice chip = I2cDevice.Create(new(device.Bus, device.Address));

    public double? Read(int quantity)
    {
        Span<byte> grams = stackalloc byte[2];
        chip.WriteRead([0x00], grams);
        return grams[0] << 8 | grams[1];
    }

    public void Dispose() => chip.Dispose();
}
