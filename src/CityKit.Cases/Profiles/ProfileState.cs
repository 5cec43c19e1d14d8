using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>A state of a life cycle (状态).</summary>
/// <param name="Id">The id.</param>
/// <param name="Stage">The stage it belongs to.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Closed">Whether the work is over; evaluation may still follow.</param>
public sealed record ProfileState(string Id, string Stage, LocalizedText Name, bool Closed);
