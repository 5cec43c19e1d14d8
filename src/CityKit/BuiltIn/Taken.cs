using CityKit.AlertDesk;
using CityKit.Configuring;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>What became of a command that changes what others are decided by.</summary>
/// <param name="Refusal">Why it is not in force; null when it is.</param>
/// <param name="Follow">What follows from it; null when it is refused.</param>
internal readonly record struct Taken(Refusal? Refusal, Action<Attempt>? Follow)
{
    public static implicit operator Taken(ConfigurationAnswer decided) =>
        decided.Refusal is { } refusal ? new Taken(refusal, null) : new Taken(null, attempt =>
        {
            Desk.Clear(decided.Orphans, attempt);
            decided.Tell?.Invoke(attempt);
        });
}
