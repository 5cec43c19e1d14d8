using CityKit.Core.Calendar;

namespace CityKit.Cases.Policies;

/// <summary>The limit of a stage in a profile (阶段时限).</summary>
/// <param name="Profile">The profile's id.</param>
/// <param name="Stage">The stage's id.</param>
/// <param name="Limit">The limit.</param>
public sealed record StageLimit(string Profile, string Stage, WorkLimit Limit);
