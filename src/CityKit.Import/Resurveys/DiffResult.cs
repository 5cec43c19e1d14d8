using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Resurveys;

/// <summary>What became of a diff or of its review or application.</summary>
/// <param name="Counts">How much differs, or was decided on, or was applied.</param>
/// <param name="Refusal">Why it could not be done; null when it was.</param>
public sealed record DiffResult(DiffCounts Counts, Refusal? Refusal)
{
    /// <summary>What people should know of how the survey's file was read, such as title rows that were passed over.</summary>
    public IReadOnlyList<LocalizedText> Notes { get; init; } = [];
}
