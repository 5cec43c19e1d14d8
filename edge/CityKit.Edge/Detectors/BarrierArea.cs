using CityKit.Core;

namespace CityKit.Edge.Detectors;

/// <summary>What a pair of light barriers covers, in words (覆盖范围说明): for whoever mounts it, and for <c>check</c>.</summary>
public static class BarrierArea
{
    /// <summary>The area, and what is seen in it.</summary>
    public static LocalizedText Describe(BarrierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Beam is not { } beam) return NotStated(options);
        string range = Metres(beam.RangeMillimetres), spacing = Metres(options.SpacingMillimetres), drop = Metres(beam.HighestDropMillimetres);
        var fastest = Metres((int)Math.Min(int.MaxValue, beam.FastestMillimetresPerSecond(options.ThrowMillimetresPerSecond)));
        var dark = beam.ShortestDarkMicroseconds(options.ThrowMillimetresPerSecond);
        return new LocalizedText(
            $"两道光束各长 {range} m、宽 {beam.WidthMillimetres} mm，上下相距 {spacing} m：只覆盖一条长 {range} m、宽 {beam.WidthMillimetres} mm 的竖直窄缝，从其旁边落下的物体看不到。"
            + $"能看到不小于 {beam.SmallestMillimetres} mm、从下光束以上至多 {drop} m 处落下（至多 {fastest} m/s）的物体，遮光至少 {dark} µs。",
            $"Two beams, each {range} m long and {beam.WidthMillimetres} mm wide, {spacing} m one above the other: they cover a vertical slot of {range} m by {beam.WidthMillimetres} mm; what falls beside it is not seen. "
            + $"Seen in it: objects of at least {beam.SmallestMillimetres} mm from up to {drop} m above the lower beam (at most {fastest} m/s), which darken a beam for at least {dark} µs.");
    }

    private static LocalizedText NotStated(BarrierOptions options) => new(
        $"两道光束上下相距 {Metres(options.SpacingMillimetres)} m；未说明光束的响应时间、宽度和长度，无法核对能看到什么。",
        $"Two beams, {Metres(options.SpacingMillimetres)} m one above the other; their response time, width and range are not stated, so what they can see is not checked.");

    private static string Metres(int millimetres) => (millimetres / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
