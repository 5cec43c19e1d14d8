namespace CityKit.Cases.Profiles;

/// <summary>An effect of a profile's own (自定义动作): several others under one name, or a name that a module answers for.</summary>
/// <param name="Id">The name that rows use.</param>
/// <param name="All">The effects, in order; empty when a module answers for it.</param>
public sealed record DeclaredEffect(string Id, IReadOnlyList<EffectCall> All)
{
    /// <summary>Whether code of a module carries it out, see <c>Flow.Effect</c>.</summary>
    public bool ByModule => All.Count == 0;
}
