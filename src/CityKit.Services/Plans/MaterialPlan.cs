using System.Collections.Immutable;
using CityKit.Services.Items;

namespace CityKit.Services.Plans;

/// <summary>What becomes of one material.</summary>
/// <param name="Material">The material.</param>
/// <param name="Items">The items that ask for it.</param>
/// <param name="Way">How it is settled.</param>
public sealed record MaterialPlan(ServiceMaterial Material, ImmutableArray<string> Items, MaterialWay Way)
{
    /// <summary>The id of the credential that proves it; null when none does.</summary>
    public string? Credential { get; init; }

    /// <summary>The proof that it is used for; null when none is.</summary>
    public MaterialProof? Proof { get; init; }

    /// <summary>The source that confirms it; null when none does.</summary>
    public string? Source { get; init; }

    /// <summary>The item of the bundle that issues what proves it; null when none does.</summary>
    public string? Step { get; init; }

    /// <summary>Why it is not settled in a way before this one.</summary>
    public ImmutableArray<PlanReason> Reasons { get; init; } = [];
}
