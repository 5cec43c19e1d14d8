using NodaTime;

namespace CityKit.Services.Bundles;

/// <summary>What is known of a step.</summary>
/// <param name="StartedAt">Since when its office works on it; null when it does not yet.</param>
/// <param name="DoneAt">When it was decided; null when it is not.</param>
/// <param name="WaitsFor">Ids of materials that it still waits for.</param>
public sealed record StepFacts(Instant? StartedAt, Instant? DoneAt, IReadOnlyList<string> WaitsFor);
