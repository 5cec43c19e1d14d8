using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary>Compares one claim.</summary>
internal abstract class ClaimTest(ClaimName claim) : ClaimCondition
{
    internal ClaimName Claim => claim;

    private protected override IEnumerable<ClaimName> ClaimsRead => [claim];

    internal override bool? Holds(ConditionRun run)
    {
        var value = run.Read(claim);
        var holds = value is { } shown ? Compare(shown, run) : IfNotShown;
        run.Note(this, holds, value);
        return holds;
    }

    /// <summary>What it asks, as a sentence goes on after the claim's name.</summary>
    internal abstract LocalizedText Requirement(LocalDate today);

    private protected virtual bool? IfNotShown => null;

    /// <returns>Null when the two cannot be compared.</returns>
    private protected abstract bool? Compare(ClaimValue value, ConditionRun run);
}
