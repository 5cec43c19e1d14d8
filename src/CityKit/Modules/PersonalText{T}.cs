
namespace CityKit.Modules;

/// <inheritdoc/>
/// <typeparam name="T">The command.</typeparam>
/// <param name="maxLength">The most characters that the command takes; a longer text is left to its own check.</param>
/// <param name="of">The text; null for none.</param>
/// <param name="with">The command with another text.</param>
/// <param name="matterOf">
/// What the text concerns, such as <c>booking/17</c>; 1 to 200 characters. Texts of one matter have one key and are erased together.
/// </param>
/// <example><code>
/// declaration.Command("parking/complain", json, access, decide,
///     new PersonalText&lt;Complain&gt;(2000, c => c.Text, (c, text) => c with { Text = text }, c => $"bay/{c.Bay}"));
/// </code></example>
public sealed class PersonalText<T>(int maxLength, Func<T, string?> of, Func<T, string, T> with, Func<T, string> matterOf)
    : PersonalText(maxLength) where T : HubCommand
{
    internal override string? Of(HubCommand command) => of((T)command);

    internal override HubCommand With(HubCommand command, string text) => with((T)command, text);

    internal override string MatterOf(HubCommand command) => matterOf((T)command);
}
