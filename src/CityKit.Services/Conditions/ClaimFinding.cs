using CityKit.Core;
using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>What one comparison of a condition found.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Requirement">What was asked of it.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Value">What the claim says; null when nothing was shown, or its class forbids to write it down.</param>
public sealed record ClaimFinding(ClaimName Claim, LocalizedText Requirement, ConditionOutcome Outcome, string? Value);
