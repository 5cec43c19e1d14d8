using System.Collections.Immutable;
using CityKit.Services.Items;
using NodaTime;

namespace CityKit.Services.Plans;

/// <summary>
/// What an applicant has to bring for an item or a bundle (免证办方案), and why. The same wallet at the same time gives the same plan.
/// </summary>
/// <param name="Subject">The id of the item or bundle.</param>
/// <param name="Version">Its version.</param>
/// <param name="At">When it was made.</param>
/// <param name="Materials">Each material once, in the order of the items.</param>
/// <param name="Disclosures">What is to be shown for the materials, in the order of first use.</param>
/// <param name="ApprovalDisclosures">What is to be shown beside it for instant approval.</param>
public sealed record ServicePlan(string Subject, string Version, Instant At, ImmutableArray<MaterialPlan> Materials,
    ImmutableArray<Disclosure> Disclosures, ImmutableArray<Disclosure> ApprovalDisclosures)
{
    /// <summary>What it spares.</summary>
    public PlanFigures Figures => new(
        Materials.Sum(line => line.Items.Length),
        Materials.Length,
        CountOf(_ => true),
        CountOf(kind => kind == MaterialKind.Form),
        CountOf(kind => kind == MaterialKind.Signature));

    private int CountOf(Func<MaterialKind, bool> isMeant) =>
        Materials.Count(line => line.Way == MaterialWay.HandIn && isMeant(line.Material.Kind));
}
