using System.Collections.Immutable;

namespace CityKit.Services.Plans;

/// <summary>A claim that is to be shown.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="For">
/// What for: ids of materials, and <c>when:</c> or <c>approval:</c> with the id of the material or condition that asks.
/// </param>
public sealed record DisclosedClaim(string Claim, ImmutableArray<string> For);
