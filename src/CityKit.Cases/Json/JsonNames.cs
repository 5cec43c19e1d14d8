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
}
