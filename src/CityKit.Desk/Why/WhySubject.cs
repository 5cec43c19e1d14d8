using CityKit.Core;

namespace CityKit.Desk.Why;

/// <summary>What is explained: <c>lead:ID</c>, <c>alert:ID</c> or <c>item:ID</c>.</summary>
/// <param name="Kind">Lead, alert or item.</param>
/// <param name="Id">Its id.</param>
internal sealed record WhySubject(string Kind, string Id)
{
    /// <summary>The queries' first word.</summary>
    internal string Module => $"{Kind}s";

    /// <summary>How the duty desk names it.</summary>
    internal string Key => $"{Kind}:{Id}";

    /// <summary>The argument of the queries.</summary>
    internal IReadOnlyDictionary<string, string> Arguments => new Dictionary<string, string> { ["id"] = Id };

    /// <summary>Reads a key; null for something else.</summary>
    internal static WhySubject? Of(string? key) =>
        key?.Split(':') is [("lead" or "alert" or "item") and var kind, { Length: > 0 } id] ? new WhySubject(kind, id) : null;

    internal static Refusal NoSuch(string key) => new("not-found", new LocalizedText(
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Words.WhyWords.BadSubject.Zh, key),
        string.Format(System.Globalization.CultureInfo.InvariantCulture, Words.WhyWords.BadSubject.En, key)), []);
}
