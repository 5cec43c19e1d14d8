using CityKit.Core;
using NodaTime;

namespace CityKit.Feeds;

/// <summary>One reading of a utility's register (表读数), as the feed gave it.</summary>
/// <param name="Register">The register's name in the sensor register.</param>
/// <param name="Reading">The register's total, in <paramref name="Unit"/>.</param>
/// <param name="Unit">The unit, such as <c>m3</c>.</param>
/// <param name="ReadAt">When the meter was read.</param>
/// <param name="ReceivedAt">When the utility had it.</param>
public sealed record FeedRow(SensorName Register, decimal Reading, string Unit, Instant ReadAt, Instant ReceivedAt);
