using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Services.Conditions;

namespace CityKit.Services.Approvals;

/// <summary>What became of one condition of an approval.</summary>
/// <param name="Id">The condition's id in its item.</param>
/// <param name="Name">What it says.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Claims">What each of its comparisons found.</param>
public sealed record ApprovalFinding(string Id, LocalizedText Name, ConditionOutcome Outcome, ImmutableArray<ClaimFinding> Claims);
