using System.Device.I2c;
using Iot.Device.Bmxx80;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>A BME680: air, and the resistance of its heated gas layer.</summary>
internal static class Bme680Sensor
{
    internal static ISensorDevice Open(I2cDevice device, TimeProvider time)
    {
        var binding = new Bme680(device);
        return new MeasuredTogether(binding, time, () =>
        {
            var read = binding.Read();
            return [read.Temperature?.DegreesCelsius, read.Humidity?.Percent, read.Pressure?.Pascals, read.GasResistance?.Ohms];
        });
    }
}
