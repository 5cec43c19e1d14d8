namespace CityKit.Modules;

/// <summary>
/// Where a command names a person of the public, or a thing that is a person's, by what must not be journalled (指名): the hub puts the
/// subject (<c>s-…</c>) in its place at its door, always the same for the same name. A subject that is there already is left as it is.
/// </summary>
public abstract class PersonalName
{
    private protected PersonalName(string? thing) => Thing = thing;

    /// <summary>What kind of thing is named, such as <c>certificate</c>; null for a person, who is named by account.</summary>
    internal string? Thing { get; }

    internal abstract string? Of(HubCommand command);

    internal abstract HubCommand With(HubCommand command, string subject);
}
