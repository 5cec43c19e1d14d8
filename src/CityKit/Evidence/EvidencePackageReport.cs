namespace CityKit.Evidence;

/// <summary>What the check of a hand-over package found.</summary>
/// <param name="Findings">What is wrong; empty when every file is as the hub signed it.</param>
/// <param name="Signer">The fingerprint of the key that is in the package; null when there is none.</param>
/// <param name="Item">The work item; null when the package does not say.</param>
/// <param name="Head">The journal's last entry and the running hash after it, to be compared with what others noted; null as above.</param>
/// <param name="Evidence">The evidence, by id, with the SHA-256 of the original, and whether the hub still had the file.</param>
public sealed record EvidencePackageReport(IReadOnlyList<EvidencePackageFinding> Findings, string? Signer, string? Item, string? Head,
    IReadOnlyList<(string Id, string Sha256, bool IsThere)> Evidence)
{
    /// <summary>Whether every file is as the key in the package signed it. Whose key that is, the package cannot say.</summary>
    public bool IsIntact => Findings.Count == 0;
}
