using CityKit.Cases;

namespace CityKit.Benchmarks.CityYears;

/// <summary>What somebody will do.</summary>
/// <param name="Case">The case.</param>
/// <param name="Command">The command.</param>
/// <param name="Actor">Who.</param>
/// <param name="IsMark">Whether it goes beside the case's way, and is left out when the case has gone on.</param>
internal sealed record Plan(CaseTrack Case, WorkCommand Command, Actor Actor, bool IsMark = false);
