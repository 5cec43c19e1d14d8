using CityKit.Core;

namespace CityKit.Edge.Detectors.Barriers;

/// <summary>What two to four light barriers cover, in words (覆盖范围说明): for anyone who mounts it, and for <c>check</c>.</summary>
public static class BarrierArea
{
    /// <summary>The area, and what is seen in it.</summary>
    public static LocalizedText Describe(BarrierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Beam is not { } beam) return NotStated(options);
        string range = Metres(beam.RangeMillimetres), spacing = Spacings(options), drop = Metres(beam.HighestDropMillimetres);
        var fastest = Metres((int)Math.Min(int.MaxValue, beam.FastestMillimetresPerSecond(options.ThrowMillimetresPerSecond)));
        var dark = beam.ShortestDarkMicroseconds(options.ThrowMillimetresPerSecond);
        return new LocalizedText(
            $"{NumberZh(options)}道光束各长 {range} m、宽 {beam.WidthMillimetres} mm，上下相距 {spacing} m：只覆盖一条长 {range} m、"
                + $"宽 {beam.WidthMillimetres} mm 的竖直窄缝，从其旁边落下的物体看不到。"
            + $"能看到不小于 {beam.SmallestMillimetres} mm、"
            + $"从{(options.MoreBeams.Count > 0 ? "最下" : "下")}光束以上至多 {drop} m 处落下（至多 {fastest} m/s）的物体，遮光至少 {dark} µs。",
            $"{Number(options)} beams, each {range} m long and {beam.WidthMillimetres} mm wide, {spacing} m one above the other: "
                + $"they cover a vertical slot of {range} m by {beam.WidthMillimetres} mm; what falls beside it is not seen. "
            + $"Seen in it: objects of at least {beam.SmallestMillimetres} mm from up to {drop} m above the "
            + $"{(options.MoreBeams.Count > 0 ? "lowest" : "lower")} beam (at most {fastest} m/s), "
            + $"which darken a beam for at least {dark} µs.");
    }

    private static LocalizedText NotStated(BarrierOptions options) => new(
        $"{NumberZh(options)}道光束上下相距 {Spacings(options)} m；未说明光束的响应时间、宽度和长度，无法核对能看到什么。",
        $"{Number(options)} beams, {Spacings(options)} m one above the other; their response time, width and range are not stated, "
            + "so what they can see is not checked.");

    private static string Number(BarrierOptions options) => options.MoreBeams.Count switch { 0 => "Two", 1 => "Three", _ => "Four" };

    private static string NumberZh(BarrierOptions options) => options.MoreBeams.Count switch { 0 => "两", 1 => "三", _ => "四" };

    /// <summary>From the top down.</summary>
    private static string Spacings(BarrierOptions options) =>
        string.Join(" + ", new[] { options.SpacingMillimetres }.Concat(options.MoreBeams.Select(b => b.SpacingMillimetres)).Select(Metres));

    private static string Metres(int millimetres) =>
        (millimetres / 1000m).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);
}
