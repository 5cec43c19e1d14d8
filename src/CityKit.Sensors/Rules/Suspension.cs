using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>
/// A time in which what rules find raises no alert (规则暂停): a maintenance window of a rule, or a household's note that it is away, which
/// is part of its consent. Everything named must be so; rules go on judging, and open alerts stay.
/// </summary>
/// <param name="From">From when.</param>
/// <param name="Until">Until when, not included.</param>
public sealed record Suspension(Instant From, Instant Until)
{
    /// <summary>The rule's id; null for all rules that rest on a household's consent for <see cref="Purpose"/>.</summary>
    public string? Rule { get; init; }

    /// <summary>The purpose of the consent that it is part of; with a <see cref="Household"/>.</summary>
    public string? Purpose { get; init; }

    /// <summary>How the sensor's name begins: a device, or device/sensor; null for any.</summary>
    public string? Source { get; init; }

    /// <summary>The household, as the register names it; null for any.</summary>
    public string? Household { get; init; }

    /// <summary>How the unit grid's code or the compound's begins; null for anywhere.</summary>
    public string? Area { get; init; }

    /// <summary>Whether what a rule finds about a sensor at a moment raises no alert.</summary>
    /// <param name="rule">The rule. One that is a duty by law is not suspended by a household's note.</param>
    /// <param name="entry">The register's entry of the sensor.</param>
    /// <param name="at">When, by the device's own time.</param>
    public bool Covers(Rule rule, Sensor entry, Instant at)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(entry);
        return at >= From && at < Until && IsOf(rule) && IsAbout(entry);
    }

    /// <summary>The one of several that lasts longest of those that cover what a rule finds; null when none does.</summary>
    /// <param name="all">All that there are, in any order.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="entry">The register's entry of the sensor.</param>
    /// <param name="at">When, by the device's own time.</param>
    public static Suspension? Covering(IEnumerable<Suspension> all, Rule rule, Sensor entry, Instant at)
    {
        ArgumentNullException.ThrowIfNull(all);
        return all.Where(one => one.Covers(rule, entry, at)).MaxBy(one => one.Until);
    }

    /// <summary>
    /// From when on what a rule found counts: while it is suspended not at all, and what still holds at the end counts from then on.
    /// </summary>
    /// <param name="all">All that there are, in any order.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="entry">The register's entry of the sensor.</param>
    /// <param name="found">When the rule found it.</param>
    /// <param name="now">The time now.</param>
    /// <returns>The time; null while it is suspended.</returns>
    public static Instant? CountsFrom(IReadOnlyCollection<Suspension> all, Rule rule, Sensor entry, Instant found, Instant now)
    {
        ArgumentNullException.ThrowIfNull(all);
        if (Covering(all, rule, entry, now) is not null) return null;
        return all.Where(one => one.Until > found && one.Until <= now && one.Covers(rule, entry, one.Until - Duration.Epsilon))
            .Select(one => one.Until).Append(found).Max();
    }

    private bool IsOf(Rule rule) =>
        (Rule is null || Rule == rule.Id) && (Purpose is null || (rule.Duty is null && rule.Purpose == Purpose));

    private bool IsAbout(Sensor entry) => (Household is null || Household == entry.Household)
        && (Source is null || entry.Key.ToString().StartsWith(Source, StringComparison.Ordinal))
        && (Area is null || Begins(entry.Grid) || Begins(entry.Compound));

    private bool Begins(string? code) => code?.StartsWith(Area!, StringComparison.Ordinal) == true;
}
