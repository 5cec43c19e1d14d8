using CityKit.Services.Items;

namespace CityKit.Services.Plans;

/// <summary>A material with the items that ask for it, and what is known of it while a plan is made.</summary>
internal sealed class MaterialNeed(ServiceMaterial material)
{
    internal ServiceMaterial Material => material;

    internal List<string> Items { get; } = [];

    /// <summary>The items that need it in this case.</summary>
    internal List<string> NeededBy { get; } = [];

    /// <summary>The ways in which the wallet proves it.</summary>
    internal List<HeldProof> Proofs { get; } = [];

    /// <summary>Why the other ways fail.</summary>
    internal List<PlanReason> Reasons { get; } = [];
}
