using CityKit.Documents;
using CityKit.Modules;

namespace CityKit.Evidence;

/// <summary>Evidence as a store keeps it, and what it can be asked by.</summary>
public static class EvidenceDocuments
{
    /// <summary>The work items that name it.</summary>
    public static DocumentIndex<EvidenceInfo> Items { get; } =
        DocumentIndex<EvidenceInfo>.Texts("items", e => e.Items.Select(item => item.ToString()));

    /// <summary>Its files in the archive.</summary>
    internal static DocumentIndex<EvidenceInfo> Files { get; } =
        DocumentIndex<EvidenceInfo>.Texts("files", e => e.Shown is { } shown ? [e.Stored, shown] : [e.Stored]);

    /// <summary>Who gave it, while no work item names it.</summary>
    internal static DocumentIndex<EvidenceInfo> Loose { get; } =
        DocumentIndex<EvidenceInfo>.Text("loose", e => e.LooseUntil is null ? null : e.By);

    /// <summary>When it is dropped, while no work item names it.</summary>
    internal static DocumentIndex<EvidenceInfo> LooseUntil { get; } = DocumentIndex<EvidenceInfo>.Order("loose_until", e => e.LooseUntil);

    /// <summary>
    /// Tells the copies of a piece apart that partitions of a city have, each for work items of its own: in answers about the whole city
    /// what has one id and one place in the order is one thing.
    /// </summary>
    internal static DocumentIndex<EvidenceInfo> Copy { get; } =
        DocumentIndex<EvidenceInfo>.Order("copy", e => e.Items.Count == 0 ? 0 : (long)(e.Items[0].Value >> 65) + 1);

    /// <summary>When it was kept.</summary>
    public static DocumentIndex<EvidenceInfo> At { get; } = DocumentIndex<EvidenceInfo>.Order("at", e => e.At);

    /// <summary>All evidence.</summary>
    public static DocumentKind<EvidenceInfo> Kind { get; } =
        ModuleJson.Documents("evidence", e => e.Id, () => EvidenceJson.Shared.EvidenceInfo, Items, Files, Loose, LooseUntil, Copy, At);
}
