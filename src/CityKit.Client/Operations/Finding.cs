using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Operations;

/// <summary>Something that was not seen or could not be decided (存疑记录).</summary>
/// <param name="Journal">The journal entry that it comes from.</param>
/// <param name="Code">What it is, such as <c>blind</c>.</param>
/// <param name="Source">Whose it is: device and sensor, or feed and register.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record Finding(long Journal, string Code, string Source, LocalizedText Reason)
{
    /// <summary>In a city of many partitions, whose journal <see cref="Journal"/> is of; null of any other hub.</summary>
    public string? Partition { get; init; }

    /// <summary>When the hub made it; null of one that a version before made.</summary>
    public Instant? At { get; init; }

    /// <summary>The start of what it covers.</summary>
    public Instant? From { get; init; }

    /// <summary>The end of what it covers.</summary>
    public Instant? To { get; init; }
}
