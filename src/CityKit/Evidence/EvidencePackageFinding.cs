using CityKit.Core;

namespace CityKit.Evidence;

/// <summary>What is wrong with a hand-over package, and where.</summary>
/// <param name="Path">The file in the package.</param>
/// <param name="Reason">What is wrong.</param>
public sealed record EvidencePackageFinding(string Path, LocalizedText Reason)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Path}: {Reason.En} {Reason.Zh}";
}
