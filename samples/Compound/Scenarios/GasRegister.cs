using NodaTime;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>One register of the feed: which column it follows, what it showed at first, and when it stops reporting.</summary>
internal sealed record GasRegister(string Register, string Column, double FirstCubicMetres, Instant? Until);
