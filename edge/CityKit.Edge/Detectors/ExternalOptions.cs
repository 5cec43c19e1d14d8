using CityKit.Core;
using NodaTime;

namespace CityKit.Edge.Detectors;

/// <summary>The dry alarm contact of another detector (外部检测器): a fall camera, a radar.</summary>
/// <param name="Sensor">The sensor its events belong to.</param>
/// <param name="Line">The line its contact is wired to.</param>
/// <param name="Device">What the contact belongs to, such as <c>nvr1</c>; at most 64 UTF-8 bytes.</param>
/// <param name="Channel">Its channel, such as <c>ch3</c>; at most 64 UTF-8 bytes.</param>
public sealed record ExternalOptions(SensorName Sensor, string Line, string Device, string Channel)
{
    /// <summary>Where the recording is; <c>{device}</c>, <c>{channel}</c> and <c>{ns}</c> are replaced. At most 128 UTF-8 bytes, 256 when filled in.</summary>
    public string Clip { get; init; } = "{device}/{channel}/{ns}";

    /// <summary>A repeat this soon after a detection is the same one; 0 to 1 h.</summary>
    public Duration HoldOff { get; init; } = Duration.FromSeconds(10);

    /// <summary>A contact active this long is at fault; 1 s to 1 day.</summary>
    public Duration StuckAfter { get; init; } = Duration.FromMinutes(10);
}
