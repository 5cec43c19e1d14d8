using System.Text.RegularExpressions;
using CityKit.Core;
using Microsoft.Extensions.Options;

namespace CityKit.Desk.Extending;

/// <summary>
/// Checks what an application adds to the desk, when it starts: an address that is none, two of one name, a colour that nobody can read.
/// </summary>
internal sealed partial class DeskOptionsCheck : IValidateOptions<DeskOptions>
{
    private const string White = "#FFFFFF";
    private const string DarkSurface = "#373740"; // MudBlazor's

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, DeskOptions options)
    {
        var wrong = Wrongs(options).ToList();
        return wrong.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(wrong);
    }

    private static IEnumerable<string> Wrongs(DeskOptions options) =>
    [
        .. Colours(nameof(options.Primary), options.Primary, White),
        .. Colours(nameof(options.PrimaryOnDark), options.PrimaryOnDark, DarkSurface),
        .. options.Account is null or ['/', not '/', ..] or "/" ? Array.Empty<string>()
            : [$"Account is an address in the application that begins with a slash, not '{options.Account}'."],
        .. Names(options.Pages),
        .. Twice("page", options.Pages.Select(page => page.Name)),
        .. Columns(nameof(options.ItemColumns), options.ItemColumns),
        .. Columns(nameof(options.LeadColumns), options.LeadColumns),
        .. Columns(nameof(options.AlertColumns), options.AlertColumns),
        .. options.Panels.Where(panel => string.IsNullOrEmpty(panel.Profile)).Select(panel =>
            $"The panel '{panel.Title.En}' names no profile."),
        .. Twice("panel", options.Panels.Select(panel => $"{panel.Profile}: {panel.Title.En}")),
        .. Titles(options).Where(IsEmpty).Select(title => $"A title has a text in Chinese and one in English, not '{title}'."),
    ];

    private static IEnumerable<LocalizedText> Titles(DeskOptions options) =>
    [
        .. options.Pages.Select(page => page.Title), .. options.ItemColumns.Select(column => column.Title),
            .. options.LeadColumns.Select(column => column.Title),
        .. options.AlertColumns.Select(column => column.Title), .. options.Panels.Select(panel => panel.Title),
            .. options.Title is { } title ? [title] : Array.Empty<LocalizedText>(),
    ];

    private static bool IsEmpty(LocalizedText text) => string.IsNullOrWhiteSpace(text.Zh) || string.IsNullOrWhiteSpace(text.En);

    private static IEnumerable<string> Names(IEnumerable<DeskPage> pages) => pages.Where(page => !PageName().IsMatch(page.Name))
        .Select(page => $"A page's name is letters, digits and hyphens, 1 to 64, as it is in its address; '{page.Name}' is not.");

    private static IEnumerable<string> Columns<T>(string list, IEnumerable<DeskColumn<T>> columns) =>
        Twice($"column of {list}", columns.Select(column => column.Title.En));

    private static IEnumerable<string> Twice(string what, IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1).Select(group =>
            $"There are {group.Count()} times a {what} '{group.Key}'.");

    private static IEnumerable<string> Colours(string option, string colour, string against) => Contrast.Of(colour, against) switch
    {
        null => [$"{option} is a colour as #RRGGBB, not '{colour}'."],
        < Contrast.Text and var ratio => [string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"{option} {colour} is seen with {ratio:0.0} to 1 on {against}; text takes 4.5 to 1. "
                + $"Choose a {(against == White ? "darker" : "lighter")} one.")],
        _ => [],
    };

    [GeneratedRegex("^[A-Za-z0-9-]{1,64}$")]
    private static partial Regex PageName();
}
