using System.Device.I2c;
using Iot.Device.Bmxx80;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>A BME280, measuring when it is asked.</summary>
internal static class Bme280Sensor
{
    internal static ISensorDevice Open(I2cDevice device, TimeProvider time)
    {
        var binding = new Bme280(device);
        return new MeasuredTogether(binding, time, () =>
        {
            var read = binding.Read();
            return [read.Temperature?.DegreesCelsius, read.Humidity?.Percent, read.Pressure?.Pascals];
        });
    }
}
