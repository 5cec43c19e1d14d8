using System.Device.I2c;
using Iot.Device.Scd4x;

namespace CityKit.Edge.Devices.Sensors;

/// <summary>An SCD4x measures every 5 s. Asked before that, the binding would wait and keep the bus; here the last measurement is given, and none before the first.</summary>
internal sealed class Scd4xSensor : ISensorDevice
{
    private static readonly TimeSpan Ready = TimeSpan.FromMilliseconds(5_100);
    private readonly Scd4x binding;
    private readonly TimeProvider time;
    private long askedAt;
    private (double? Co2, double? Humidity, double? Temperature) last;

    internal Scd4xSensor(I2cDevice device, TimeProvider time)
    {
        this.time = time;
        binding = new Scd4x(device);
        binding.StartPeriodicMeasurements();
        askedAt = time.GetTimestamp();
    }

    public double? Read(int quantity)
    {
        if (time.GetElapsedTime(askedAt) >= Ready) Measure();
        return quantity switch { 0 => last.Co2, 1 => last.Temperature, _ => last.Humidity };
    }

    public void Dispose() => binding.Dispose();

    /// <summary>What failed its checksum is no number.</summary>
    private void Measure()
    {
        var (co2, humidity, temperature) = binding.ReadPeriodicMeasurement();
        askedAt = time.GetTimestamp();
        last = (co2?.PartsPerMillion ?? double.NaN, humidity?.Percent ?? double.NaN, temperature?.DegreesCelsius ?? double.NaN);
    }
}
