using System.Globalization;
using System.Text;
using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>The dry alarm contact of another detector (外部检测器): a fall camera, a radar.</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Line">The line its contact is wired to.</param>
/// <param name="Device">What the contact belongs to, such as <c>nvr1</c>; at most 64 UTF-8 bytes.</param>
/// <param name="Channel">Its channel, such as <c>ch3</c>; at most 64 UTF-8 bytes.</param>
public sealed record ExternalOptions(SensorName Sensor, string Line, string Device, string Channel) : IDetectorOptions
{
    /// <inheritdoc/>
    public IReadOnlyList<string> Lines => [Line];

    /// <summary>
    /// Where the recording is; <c>{device}</c>, <c>{channel}</c> and <c>{ns}</c> are replaced. At most 128 UTF-8 bytes, 256 when filled in.
    /// </summary>
    public string Clip { get; init; } = "{device}/{channel}/{ns}";

    /// <summary>A repeat this soon after a detection is the same one; 0 to 1 h.</summary>
    public Duration HoldOff { get; init; } = Duration.FromSeconds(10);

    /// <summary>A contact active this long is at fault; 1 s to 1 day.</summary>
    public Duration StuckAfter { get; init; } = Duration.FromMinutes(10);

    /// <summary>What is wrong with the texts; null when nothing is.</summary>
    internal LocalizedText? WhyNot =>
        TooLong("device", Device, 64)
            ?? TooLong("channel", Channel, 64) ?? TooLong("clip", Clip, 128) ?? TooLong("clip, filled in,", ClipAt(long.MaxValue), 256);

    /// <summary>The clip reference of a moment.</summary>
    internal string ClipAt(long nanoseconds) => Clip
        .Replace("{device}", Device, StringComparison.Ordinal)
        .Replace("{channel}", Channel, StringComparison.Ordinal)
        .Replace("{ns}", nanoseconds.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private static LocalizedText? TooLong(string name, string text, int most) =>
        Encoding.UTF8.GetByteCount(text) is var bytes && bytes > 0 && bytes <= most
            ? null
            : new($"1 至 {most} 字节（UTF-8）的 {name}，而非 {bytes} 字节", $"{name} of 1 to {most} UTF-8 bytes, not {bytes}");

    /// <inheritdoc/>
    public IDetector CreateDetector() => new ExternalDetector(this);
}
