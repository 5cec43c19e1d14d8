using System.Collections.Immutable;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Services.Bundles;

/// <summary>One step as the progress view shows it.</summary>
/// <param name="Item">The item.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="WaitsFor">The items or materials that it waits for.</param>
/// <param name="Start">When it started, or is expected to.</param>
/// <param name="Due">When it was done, or has to be.</param>
/// <param name="IsCritical">Whether the end of the whole depends on it (关键环节).</param>
public sealed record StepProgress(
    string Item, StepStage Stage, ImmutableArray<string> WaitsFor, Instant Start, Deadline Due, bool IsCritical);
