namespace CityKit.Cases.Profiles;

/// <summary>
/// An effect as a row names it (附加动作): <c>extend</c>, <c>count:callBacks</c>, <c>start:oversight</c>. What the name means is built in,
/// declared in the profile, or a module's own. <c>default</c> names no effect.
/// </summary>
/// <param name="Name">The effect.</param>
/// <param name="Argument">What it is about, such as a clock or a count; empty when it takes none.</param>
public readonly record struct EffectCall(string Name, string Argument = "")
{
    /// <summary>The turn that it counts (<see cref="WorkCounts.Of"/>); null for an effect that counts none.</summary>
    internal string? Turn => Name switch
    {
        "return" => WorkCounts.ReturnTurn,
        "rework" => WorkCounts.ReworkTurn,
        "extend" => WorkCounts.ExtensionTurn,
        "pause" => WorkCounts.SuspensionTurn,
        "count" => Argument,
        _ => null,
    };

    /// <summary>Reads "name" or "name:argument"; every text is one.</summary>
    public static EffectCall Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (name, argument) = Words.Cut(text);
        return new EffectCall(name, argument);
    }

    /// <summary>As it is written in a profile.</summary>
    public override string ToString() => Words.Join(Name, Argument);
}
