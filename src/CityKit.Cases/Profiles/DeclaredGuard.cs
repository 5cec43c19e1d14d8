using CityKit.Core;

namespace CityKit.Cases.Profiles;

/// <summary>A guard of a profile's own (自定义守卫): several others under one name and one text, or a name that a module answers for.</summary>
/// <param name="Id">The name that rows use.</param>
/// <param name="Name">What people read when it does not hold.</param>
/// <param name="All">The guards that must all hold; empty when a module answers for it.</param>
public sealed record DeclaredGuard(string Id, LocalizedText Name, IReadOnlyList<GuardCall> All)
{
    /// <summary>Whether code of a module decides, see <c>Flow.Guard</c>.</summary>
    public bool ByModule => All.Count == 0;
}
