using System.Device.I2c;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>
/// An INA219 at register level (Texas Instruments' data sheet, 8.6). The binding of Iot.Device.Bindings 4.2.0 reads the current register
/// without its sign, so a battery that is charged shows a large discharge. Here the current is the shunt's voltage, with sign, over its
/// resistance.
/// </summary>
internal static class Ina219Sensor
{
    private const byte Configuration = 0x00;
    private const byte Shunt = 0x01;
    private const byte Bus = 0x02;
    private const ushort Default = 0x399F; // 32 V, ±320 mV, 12 bits, both continuously
    private const double VoltsPerShuntBit = 10e-6;
    private const double VoltsPerBusBit = 4e-3;

    internal static ISensorDevice Open(I2cDevice device, double shuntOhms)
    {
        device.Write([Configuration, Default >> 8, Default & 0xFF]);
        double Volts() => (device.ReadBigEndian(Bus) >> 3) * VoltsPerBusBit;
        double Amperes() => (short)device.ReadBigEndian(Shunt) * VoltsPerShuntBit / shuntOhms;
        return new OpenedSensor(device, () => Volts(), () => Amperes(), () => Volts() * Amperes());
    }
}
