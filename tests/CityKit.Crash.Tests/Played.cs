using CityKit.Samples.Compound.Driving;

namespace CityKit.Crash.Tests;

/// <summary>What a run of a scenario leaves.</summary>
/// <param name="Export">What the hub exports, without "device offline".</param>
/// <param name="Totals">What the edge made and the hub took.</param>
/// <param name="Readings">What the hub has of each sensor's readings.</param>
internal sealed record Played(string Export, Totals Totals, IReadOnlyList<string> Readings);
