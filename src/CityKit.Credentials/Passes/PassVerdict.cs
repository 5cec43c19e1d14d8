using CityKit.Core;

namespace CityKit.Credentials.Passes;

/// <summary>What a gate decided about a shown code (验码结果): open, or a refusal that a guard understands.</summary>
/// <param name="Refusal">Why it stays shut; null when it opens. Its codes are in <c>docs/passes.md</c>.</param>
/// <param name="Code">What was read; null when it is no pass.</param>
public sealed record PassVerdict(Refusal? Refusal, PassCode? Code)
{
    /// <summary>Whether the gate opens.</summary>
    public bool Opens => Refusal is null;
}
