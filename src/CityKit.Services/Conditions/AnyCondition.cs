using System.Collections.Immutable;
using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>Holds when one part holds; does not when none does.</summary>
internal sealed class AnyCondition(ImmutableArray<ClaimCondition> parts) : ClaimCondition
{
    private protected override IEnumerable<ClaimName> ClaimsRead => parts.SelectMany(part => part.Claims);

    internal override bool? Holds(ConditionRun run)
    {
        bool? any = false;
        foreach (var part in parts) any |= part.Holds(run);
        return any;
    }
}
