using System.Collections.Immutable;
using CityKit.Cases.Flow;
using CityKit.Core;
using NodaTime;

namespace CityKit.Samples.Elevator;

/// <summary>
/// Until when whose certificate for lifts is valid (电梯作业证), by account: the vendor's own register, which no profile can know.
/// </summary>
/// <param name="Until">The end of each.</param>
public sealed record Certificates(ImmutableDictionary<string, Instant> Until)
{
    /// <summary>The guard that the profile declares as <c>certified</c>. Pure: a register that changes is another guard.</summary>
    public Guard Guard => new("certified", question => Until.TryGetValue(question.Actor.Id, out var end) && question.Now < end,
        new LocalizedText("须持有效的电梯作业证", "it takes a valid certificate for lifts"));
}
