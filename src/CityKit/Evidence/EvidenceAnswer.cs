using CityKit.Core;

namespace CityKit.Evidence;

/// <summary>Evidence that is kept, or why it is not.</summary>
/// <param name="Refusal">Why it is not; null when it is kept, now or before.</param>
/// <param name="Evidence">What is known of it; null when it was refused.</param>
public sealed record EvidenceAnswer(Refusal? Refusal, EvidenceInfo? Evidence)
{
    internal static EvidenceAnswer Refused(Refusal refusal) => new(refusal, null);
}
