using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>What one light barrier of a pair is, by its data sheet, and what it is meant to see (对射参数).</summary>
/// <param name="ResponseTime">How long it must be dark before its contact answers; 10 µs to 200 ms.</param>
/// <param name="WidthMillimetres">The width of its beam, which an object must cover; 1 to 200.</param>
/// <param name="RangeMillimetres">From its emitter to its receiver; 100 to 200,000.</param>
/// <param name="SmallestMillimetres">The smallest object that must be seen; 1 to 5,000.</param>
/// <param name="HighestDropMillimetres">The highest place above the lower beam that something may fall from; 1,000 to 600,000.</param>
public sealed record BeamOptions(Duration ResponseTime, int WidthMillimetres, int RangeMillimetres, int SmallestMillimetres,
    int HighestDropMillimetres)
{
    /// <summary>The fastest that an object can be at the lower beam, mm/s: thrown down at this speed, falling without drag.</summary>
    public long FastestMillimetresPerSecond(int throwMillimetresPerSecond)
    {
        var thrown = throwMillimetresPerSecond / 1e3;
        return (long)Math.Ceiling(1e3 * Math.Sqrt(thrown * thrown + 2 * FreeFall.Gravity * HighestDropMillimetres / 1e3));
    }

    /// <summary>
    /// How long the smallest object keeps a whole beam dark at its fastest, in microseconds; 0 when it never covers the beam.
    /// </summary>
    public long ShortestDarkMicroseconds(int throwMillimetresPerSecond) =>
        Math.Max(0, SmallestMillimetres - WidthMillimetres) * 1_000_000L / FastestMillimetresPerSecond(throwMillimetresPerSecond);

    /// <summary>Why physics refuses it; null when it does not.</summary>
    public LocalizedText? WhyNot(int throwMillimetresPerSecond)
    {
        if (SmallestMillimetres <= WidthMillimetres) return new LocalizedText(
            $"{SmallestMillimetres} mm 的物体遮不住 {WidthMillimetres} mm 宽的光束。",
            $"An object of {SmallestMillimetres} mm never covers a beam {WidthMillimetres} mm wide.");
        long needed = 2 * ResponseTime.ToInt64Nanoseconds() / 1000, dark = ShortestDarkMicroseconds(throwMillimetresPerSecond),
            speed = FastestMillimetresPerSecond(throwMillimetresPerSecond);
        if (dark >= needed) return null;
        return new LocalizedText(
            $"{SmallestMillimetres} mm 的物体以 {speed} mm/s 经过时只遮光 {dark} µs，少于响应时间的两倍（{needed} µs）。",
            $"An object of {SmallestMillimetres} mm at {speed} mm/s darkens the beam for {dark} µs, "
                + $"less than twice its response time ({needed} µs).");
    }
}
