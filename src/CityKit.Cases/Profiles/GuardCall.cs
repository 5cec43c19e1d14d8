namespace CityKit.Cases.Profiles;

/// <summary>
/// A guard as a row names it (守卫条件): <c>own</c>, <c>left:return</c>, <c>!own</c>. What the name means is built in, declared in the
/// profile, or a module's own. <c>default</c> names no guard.
/// </summary>
/// <param name="Name">The guard.</param>
/// <param name="Argument">What it is asked about, such as an allowance; empty when it takes none.</param>
/// <param name="Not">True when it must not hold, written with <c>!</c> in front.</param>
public readonly record struct GuardCall(string Name, string Argument = "", bool Not = false)
{
    /// <summary>Reads "name", "name:argument" or either with <c>!</c> in front; every text is one.</summary>
    public static GuardCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var not = text.StartsWith('!');
        var (name, argument) = Words.Cut(not ? text[1..] : text);
        return new GuardCall(name, argument, not);
    }

    /// <summary>As it is written in a profile.</summary>
    public override string ToString() => (Not ? "!" : "") + Words.Join(Name, Argument);
}
