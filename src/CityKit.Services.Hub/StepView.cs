using CityKit.Services.Bundles;
using NodaTime;

namespace CityKit.Services.Hub;

/// <summary>A step in the progress of an application.</summary>
/// <param name="Item">The item.</param>
/// <param name="Stage">Where it is.</param>
/// <param name="WaitsFor">The items or materials that it waits for.</param>
/// <param name="Due">When it was done, or is due.</param>
/// <param name="IsProvisional">Whether a notice of holidays that is still to come may move that.</param>
/// <param name="IsCritical">Whether the end of the whole depends on it.</param>
public sealed record StepView(
    string Item, StepStage Stage, IReadOnlyList<string> WaitsFor, Instant Due, bool IsProvisional, bool IsCritical);
