using System.Globalization;
using CityKit.Core;
using CityKit.Documents;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Modules;

/// <summary>A caller's arguments by name. One that cannot be read refuses the query; the first that is wrong is named.</summary>
/// <param name="values">The arguments as they came.</param>
/// <param name="now">The hub's clock.</param>
public sealed class QueryArguments(IReadOnlyDictionary<string, string> values, Instant now)
{
    /// <summary>The hub's clock.</summary>
    public Instant Now => now;

    internal Refusal? Refusal { get; private set; }

    /// <summary>A text of at most <see cref="IndexValue.MaxText"/> characters; null when it was not given.</summary>
    public string? Text(string name) => values.GetValueOrDefault(name) is not { } text ? null
        : text.Length <= IndexValue.MaxText ? text
        : Reject<string>(name, text[..IndexValue.MaxText], $"at most {IndexValue.MaxText} characters");

    /// <summary>A whole number; null when it was not given.</summary>
    public long? Integer(string name) => values.GetValueOrDefault(name) is not { } text ? null
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number
        : RejectValue<long>(name, text, "a whole number");

    /// <summary>A moment in ISO 8601, UTC, such as 2026-03-02T08:00:00Z; null when it was not given.</summary>
    public Instant? Instant(string name) => values.GetValueOrDefault(name) is not { } text ? null
        : InstantPattern.ExtendedIso.Parse(text) is { Success: true } read ? read.Value
        : RejectValue<Instant>(name, text, "a moment such as 2026-03-02T08:00:00Z");

    private T? Reject<T>(string name, string found, string expected) where T : class
    {
        Refuse(name, found, expected);
        return null;
    }

    private T? RejectValue<T>(string name, string found, string expected) where T : struct
    {
        Refuse(name, found, expected);
        return null;
    }

    private void Refuse(string name, string found, string expected) => Refusal ??= CityKit.Core.Refusal.Of("bad-request",
        $"'{name}' is '{found}'; it must be {expected}.", $"参数 {name} 的值“{found}”无效，应为 {expected}。");
}
