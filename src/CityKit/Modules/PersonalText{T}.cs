using CityKit.Core;

namespace CityKit.Modules;

/// <inheritdoc/>
/// <typeparam name="T">The command.</typeparam>
/// <example><code>
/// declaration.Command("parking/book", json, Access.For(DataClass.Personal, Role.Resident), book,
///     new PersonalText&lt;BookBay>(2000, c => c.Note, (c, text) => c with { Note = text }, c => $"bay/{c.Bay}"));
/// </code></example>
public sealed class PersonalText<T> : PersonalText where T : HubCommand
{
    private readonly Func<T, string?> of;
    private readonly Func<T, string, T> with;
    private readonly Func<T, string>? matterOf;
    private readonly Func<T, Refusal?>? check;

    /// <summary>What a person wrote in words of their own.</summary>
    /// <param name="maxLength">The most characters that the command takes; a longer text is left to its own check.</param>
    /// <param name="of">The text; null for none.</param>
    /// <param name="with">The command with another text.</param>
    /// <param name="matterOf">
    /// What the text concerns, such as <c>booking/17</c>; 1 to 200 characters. Texts of one matter have one key and are erased together.
    /// </param>
    public PersonalText(int maxLength, Func<T, string?> of, Func<T, string, T> with, Func<T, string> matterOf) : base(maxLength) =>
        (this.of, this.with, this.matterOf) = (of, with, matterOf);

    private PersonalText(PersonalName<T> person, int maxLength, Func<T, string?> of, Func<T, string, T> with, Func<T, Refusal?> check)
        : base(maxLength) => (Person, this.of, this.with, this.check) = (person, of, with, check);

    internal override PersonalName? Person { get; }

    /// <summary>
    /// What the module keeps of a person whom the command names (登记内容), such as a certificate: encrypted with the person's key, kept until
    /// the person is erased, opened as the module says (<see cref="ModuleDeclaration.Opens"/>).
    /// </summary>
    /// <param name="person">Whose it is.</param>
    /// <param name="maxLength">The most characters; a longer text is refused.</param>
    /// <param name="of">The text.</param>
    /// <param name="with">The command with another text.</param>
    /// <param name="check">Says what is wrong with the command, whose text and names are as the caller gave them here and nowhere else;
    /// null
    /// for nothing. It reads no fact, and a replay of the journal does not ask it again.</param>
    public static PersonalText<T> OfPerson(
        PersonalName<T> person, int maxLength, Func<T, string?> of, Func<T, string, T> with, Func<T, Refusal?> check)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(check);
        return new PersonalText<T>(person, maxLength, of, with, check);
    }

    internal override string? Of(HubCommand command) => of((T)command);

    internal override HubCommand With(HubCommand command, string text) => with((T)command, text);

    internal override string MatterOf(HubCommand command) =>
        matterOf?.Invoke((T)command) ?? throw new InvalidOperationException("The text belongs to a person.");

    internal override Refusal? Check(HubCommand command)
    {
        var length = Of(command)?.Length ?? 0;
        return length == 0 || length > MaxLength
            ? Refusal.Of("too-large", $"The text has 1 to {MaxLength} characters, not {length}.",
                $"内容须为 1 至 {MaxLength} 个字符，而非 {length} 个。")
            : check?.Invoke((T)command);
    }
}
