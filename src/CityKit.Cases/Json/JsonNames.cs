using NodaTime;
using NodaTime.Text;

namespace CityKit.Cases.Json;

/// <summary>The text forms both sides share.</summary>
internal static class JsonNames
{
    internal const int Schema = 1;

    private static readonly InstantPattern Pattern = InstantPattern.ExtendedIso;

    internal static string Text(Instant at) => Pattern.Format(at);

    internal static Instant Instant(string text) => Pattern.Parse(text) is { Success: true } parsed ? parsed.Value : throw new FormatException($"'{text}' is not a moment such as 2026-11-21T08:00:00Z. 须为 UTC 时间。");

    /// <summary>The words of <see cref="AssignmentKind"/>, by its values.</summary>
    internal static string[] Kinds { get; } = ["lead", "coHandler", "crew"];

    internal static AssignmentKind KindOf(string word) => Array.IndexOf(Kinds, word) is var at and >= 0 ? (AssignmentKind)at
        : throw new FormatException($"'{word}' is no kind of assignment. 承办类型无效。");
}
