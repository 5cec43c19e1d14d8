using System.Device.I2c;
using Iot.Device.Sht4x;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>An SHT4x; what failed its checksum is no number.</summary>
internal static class Sht4xSensor
{
    internal static ISensorDevice Open(I2cDevice device, TimeProvider time)
    {
        var binding = new Sht4x(device);
        return new MeasuredTogether(binding, time, () =>
        {
            var (humidity, temperature) = binding.ReadHumidityAndTemperature();
            return [temperature?.DegreesCelsius ?? double.NaN, humidity?.Percent ?? double.NaN];
        });
    }
}
