using System.Collections.Immutable;
using CityKit.Cases.Profiles;

namespace CityKit.Cases.Flow;

/// <summary>Guards and effects that modules bring in code, by name; a profile declares the names it uses. Immutable.</summary>
public sealed class FlowWords
{
    private readonly ImmutableDictionary<string, Guard> guards;
    private readonly ImmutableDictionary<string, Effect> effects;

    private FlowWords(ImmutableDictionary<string, Guard> guards, ImmutableDictionary<string, Effect> effects) =>
        (this.guards, this.effects) = (guards, effects);

    /// <summary>No code of one's own.</summary>
    public static FlowWords None { get; } = new(ImmutableDictionary<string, Guard>.Empty, ImmutableDictionary<string, Effect>.Empty);

    /// <summary>The same with one guard more.</summary>
    /// <exception cref="ArgumentException">There is a guard of that name, or it is built in.</exception>
    public FlowWords With(Guard guard)
    {
        ArgumentNullException.ThrowIfNull(guard);
        Reject(guards.ContainsKey(guard.Name) || GuardTable.Has(guard.Name), guard.Name);
        return new FlowWords(guards.Add(guard.Name, guard), effects);
    }

    /// <summary>The same with one effect more.</summary>
    /// <exception cref="ArgumentException">There is an effect of that name, or it is built in.</exception>
    public FlowWords With(Effect effect)
    {
        ArgumentNullException.ThrowIfNull(effect);
        Reject(effects.ContainsKey(effect.Name) || EffectTable.Has(effect.Name), effect.Name);
        return new FlowWords(guards, effects.Add(effect.Name, effect));
    }

    /// <summary>Whether code answers for a guard.</summary>
    public bool HasGuard(string name) => guards.ContainsKey(name);

    /// <summary>Whether code answers for an effect.</summary>
    public bool HasEffect(string name) => effects.ContainsKey(name);

    /// <summary>The guards and effects that a profile leaves to modules and that none here answers for.</summary>
    public IReadOnlyList<string> MissingIn(Profile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        return
        [
            .. profile.Guards.Where(guard => guard.ByModule && !HasGuard(guard.Id)).Select(guard => $"guard '{guard.Id}'"),
            .. profile.Effects.Where(effect => effect.ByModule && !HasEffect(effect.Id)).Select(effect => $"effect '{effect.Id}'"),
        ];
    }

    internal Guard? Guard(string name) => guards.GetValueOrDefault(name);

    internal Effect? Effect(string name) => effects.GetValueOrDefault(name);

    private static void Reject(bool isThere, string name)
    {
        if (isThere)
            throw new ArgumentException($"There is a word '{name}' already: give yours another name.", nameof(name));
    }
}
