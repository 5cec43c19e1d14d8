namespace CityKit.Modules;

/// <inheritdoc/>
/// <typeparam name="T">The command.</typeparam>
public sealed class PersonalName<T> : PersonalName where T : HubCommand
{
    private readonly Func<T, string?> of;
    private readonly Func<T, string, T> with;

    private PersonalName(string? thing, Func<T, string?> of, Func<T, string, T> with) : base(thing) => (this.of, this.with) = (of, with);

    /// <summary>A person, named by account, as sign-in names it.</summary>
    /// <param name="of">The account; null for none.</param>
    /// <param name="with">The command with the subject.</param>
    public static PersonalName<T> Person(Func<T, string?> of, Func<T, string, T> with) => new(null, of, with);

    /// <summary>A thing that is a person's, named by its number; it is erased with the person where the module says whose it is
    /// (<see cref="ModuleDeclaration.ThingsOf"/>).</summary>
    /// <param name="thing">What kind of thing: numbers of other kinds are others.</param>
    /// <param name="of">The number; null for none.</param>
    /// <param name="with">The command with the subject.</param>
    public static PersonalName<T> OfThing(string thing, Func<T, string?> of, Func<T, string, T> with)
    {
        ArgumentException.ThrowIfNullOrEmpty(thing);
        return new PersonalName<T>(thing, of, with);
    }

    internal override string? Of(HubCommand command) => of((T)command);

    internal override HubCommand With(HubCommand command, string subject) => with((T)command, subject);
}
