using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>Holds when its part does not.</summary>
internal sealed class NotCondition(ClaimCondition part) : ClaimCondition
{
    private protected override IEnumerable<ClaimName> ClaimsRead => part.Claims;

    internal override bool? Holds(ConditionRun run) => !part.Holds(run);
}
