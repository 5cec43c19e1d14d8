using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Water that runs where it should not.</summary>
internal sealed record WaterBurst(Instant At, Duration For, double LitresPerMinute);
