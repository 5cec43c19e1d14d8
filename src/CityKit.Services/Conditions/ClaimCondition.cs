using CityKit.Services.Claims;

namespace CityKit.Services.Conditions;

/// <summary>
/// A condition over claims (声明条件): comparisons, joined by <c>all</c>, <c>any</c> and <c>not</c>. It holds, does not hold, or is
/// unknown when a claim was not shown.
/// </summary>
public abstract class ClaimCondition
{
    private protected ClaimCondition()
    {
    }

    /// <summary>The claims that it reads, each once, in the order written.</summary>
    public IEnumerable<ClaimName> Claims => ClaimsRead.Distinct();

    private protected abstract IEnumerable<ClaimName> ClaimsRead { get; }

    /// <summary>Looks at every comparison in it, so that the reasons are whole.</summary>
    internal abstract bool? Holds(ConditionRun run);
}
