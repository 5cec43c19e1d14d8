using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>The limit of a stage in a profile (阶段时限).</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Stage">The stage's id.</param>
/// <param name="Limit">The limit.</param>
public sealed record StageLimit(string Profile, string Stage, WorkLimit Limit)
{
    /// <summary>Its place in the file; null when it is made in code.</summary>
    public FilePlace? At { get; init; }
}
