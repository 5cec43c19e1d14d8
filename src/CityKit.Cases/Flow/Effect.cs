namespace CityKit.Cases.Flow;

/// <summary>
/// What a row does besides moving the item, under a name (附加动作), for a profile's rows to name. Pure: it gives the item as it is after, and
/// changes neither its state nor its history.
/// </summary>
/// <example><code>
/// var note = new Effect("noteFloor", question => question.Item with { Details = question.Item.Details.SetItem("floor", "3") });
/// </code></example>
public sealed class Effect
{
    /// <summary>An effect.</summary>
    /// <param name="name">The name that a profile declares under <c>effects</c>.</param>
    /// <param name="apply">Gives the item as it is after.</param>
    public Effect(string name, Func<EffectQuestion, WorkItem> apply)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(apply);
        (Name, Apply) = (name, apply);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    internal Func<EffectQuestion, WorkItem> Apply { get; }
}
