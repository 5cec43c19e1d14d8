using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Sensors.Mapping;

/// <summary>
/// A path into a message (取值路径): <c>$</c> is the message, <c>@</c> the row; then <c>.name</c>, <c>['any name']</c>, <c>[0]</c>,
/// <c>[*]</c>, as in JSONPath (RFC 9535). A text that holds JSON itself is looked into, as some platforms wrap the message in one.
/// </summary>
internal sealed partial class FeedPath : IParsable<FeedPath>
{
    internal static LocalizedText Allowed { get; } =
        new("路径，如 $.data.level 或 @.properties['alarm']", "a path such as $.data.level or @.properties['alarm']");

    private readonly string text;
    private readonly Step[] steps;

    /// <summary>A member by name, or items: one by its number, all without either.</summary>
    private readonly record struct Step(string? Name, int? Item);

    private FeedPath(string text, Step[] steps) => (this.text, this.steps) = (text, steps);

    /// <summary>The message itself.</summary>
    internal static FeedPath Message { get; } = new("$", []);

    /// <exception cref="FormatException">The text is something else.</exception>
    public static FeedPath Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var path) ? path : throw new FormatException($"'{s}' is not {Allowed.En}. 取值路径“{s}”有误，应为{Allowed.Zh}。");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out FeedPath result)
    {
        result = null;
        if (s is null || WholeRule().Match(s) is not { Success: true } whole) return false;
        result = new FeedPath(s, [.. whole.Groups["step"].Captures.Select(step => StepOf(step.Value))]);
        return true;
    }

    /// <summary>Whether a text is meant to be a path: a constant begins with neither sign.</summary>
    internal static bool IsPath(string text) => text.StartsWith('$') || text.StartsWith('@');

    /// <summary>Everything that it leads to, in order; what is not there is left out.</summary>
    internal IReadOnlyList<JsonValue> Find(JsonValue message, JsonValue row)
    {
        IEnumerable<JsonValue> found = [text[0] == '@' ? row : message];
        foreach (var step in steps) found = found.SelectMany(value => Inside(Opened(value), step));
        return [.. found];
    }

    public override string ToString() => text;

    private static IEnumerable<JsonValue> Inside(JsonValue value, Step step) => step switch
    {
        { Name: { } name } => value.Find(name) is { } member ? [member.Value] : [],
        { Item: { } number } => number < value.Items.Count ? [value.Items[number]] : [],
        _ => value.Items,
    };

    private static JsonValue Opened(JsonValue value) => value.Kind == JsonKind.String && value.Text.AsSpan().TrimStart() is ['{' or '[', ..]
        ? JsonText.Parse(Encoding.UTF8.GetBytes(value.Text), out _) ?? value
        : value;

    private static Step StepOf(string step) => step switch
    {
        "[*]" => default,
        ['.', ..] => new Step(step[1..], null),
        ['[', '\'', ..] => new Step(step[2..^2], null),
        _ => new Step(null, int.Parse(step.AsSpan(1, step.Length - 2), CultureInfo.InvariantCulture)),
    };

    [GeneratedRegex(@"^[$@](?<step>\.[^.\[\]'\s]+|\['[^']+'\]|\[[0-9]{1,6}\]|\[\*\])*$")]
    private static partial Regex WholeRule();
}
