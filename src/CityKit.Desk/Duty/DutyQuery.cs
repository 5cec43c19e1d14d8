using System.Collections.Immutable;
using Microsoft.AspNetCore.WebUtilities;

namespace CityKit.Desk.Duty;

/// <summary>What the address of the duty desk asks for: <c>duty?show=alerts&amp;severity=critical&amp;at=alert:ID</c>.</summary>
/// <param name="Show">Which list.</param>
/// <param name="Filters">What it is narrowed by: arguments of the hub's query, and <see cref="Mine"/>.</param>
/// <param name="At">What is open beside the list, <c>KIND:ID</c>; null for nothing.</param>
public sealed record DutyQuery(DutyShow Show, ImmutableSortedDictionary<string, string> Filters, string? At)
{
    /// <summary>The filter that leaves what the person has or is to do; of work items their tasks.</summary>
    public const string Mine = "mine";

    private const string List = "show";
    private const string Open = "at";

    /// <summary>Reads the query of an address; what it does not say is the open leads.</summary>
    public static DutyQuery Parse(string? query)
    {
        var given = QueryHelpers.ParseQuery(query);
        var at = given.TryGetValue(Open, out var open) ? open.ToString() : null;
        var filters = given.Where(one => one.Key is not (List or Open) && !string.IsNullOrWhiteSpace(one.Value))
            .ToImmutableSortedDictionary(one => one.Key, one => one.Value[0]!.Trim(), StringComparer.Ordinal);
        return new DutyQuery(ShowOf(given.TryGetValue(List, out var show) ? show.ToString() : null, at), filters,
            string.IsNullOrEmpty(at) ? null : at);
    }

    /// <summary>A filter's value; null when the list is not narrowed by it.</summary>
    public string? this[string filter] => Filters.GetValueOrDefault(filter);

    /// <summary>The address of this, relative to the desk's.</summary>
    public string ToAddress()
    {
        var members = Filters.Select(one => (one.Key, one.Value)).Prepend((List, WordOf(Show)));
        if (At is not null) members = members.Append((Open, At));
        return "duty?" + string.Join('&', members.Select(one => $"{one.Item1}={Uri.EscapeDataString(one.Item2)}"));
    }

    /// <summary>The word of a list in addresses.</summary>
    public static string WordOf(DutyShow show) => show.ToString().ToLowerInvariant();

    /// <summary>The kind of thing that a list has, as <see cref="At"/> names it.</summary>
    public static string KindOf(DutyShow show) => WordOf(show)[..^1];

    /// <summary>An address that names one thing alone shows the list that has such.</summary>
    private static DutyShow ShowOf(string? word, string? at) =>
        Enum.GetValues<DutyShow>().FirstOrDefault(show => word is { Length: > 0 } ? WordOf(show) == word
            : at?.StartsWith(KindOf(show) + ':', StringComparison.Ordinal) == true);
}
