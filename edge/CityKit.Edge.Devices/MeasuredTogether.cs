namespace CityKit.Edge.Devices;

/// <summary>
/// An opened sensor that measures all its quantities at once: a measurement serves each quantity once, for at most a second.
/// </summary>
internal sealed class MeasuredTogether(IDisposable binding, TimeProvider time, Func<double?[]> measure) : ISensorDevice
{
    private static readonly TimeSpan LongestAge = TimeSpan.FromSeconds(1);
    private double?[] values = [];
    private bool[] served = [];
    private long measuredAt;

    public double? Read(int quantity)
    {
        if (served.Length == 0 || served[quantity] || time.GetElapsedTime(measuredAt) > LongestAge) Measure();
        served[quantity] = true;
        return values[quantity];
    }

    public void Dispose() => binding.Dispose();

    private void Measure()
    {
        values = measure();
        served = new bool[values.Length];
        measuredAt = time.GetTimestamp();
    }
}
