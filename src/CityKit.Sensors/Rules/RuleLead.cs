using CityKit.Core;

namespace CityKit.Sensors.Rules;

/// <summary>The lead (预警线索) that an alert opens.</summary>
/// <param name="Profile">The profile of the work item it may become.</param>
/// <param name="Class">The class within the profile.</param>
/// <param name="Automatic">True when the work item opens without a duty officer's word.</param>
/// <param name="Title">What people read; null for the rule's own title.</param>
public sealed record RuleLead(string Profile, string Class, bool Automatic, LocalizedText? Title);
