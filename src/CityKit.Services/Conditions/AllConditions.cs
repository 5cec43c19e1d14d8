using System.Collections.Immutable;
using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>Holds when all parts hold; does not when one does not.</summary>
internal sealed class AllConditions(ImmutableArray<ClaimCondition> parts) : ClaimCondition
{
    private protected override IEnumerable<ClaimName> ClaimsRead => parts.SelectMany(part => part.Claims);

    internal override bool? Holds(ConditionRun run)
    {
        bool? all = true;
        foreach (var part in parts) all &= part.Holds(run);
        return all;
    }
}
