using CityKit.Cases.Kpi;
using NodaTime;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>Which figures are asked for.</summary>
/// <param name="From">The period's start.</param>
/// <param name="Until">Its end, not in it.</param>
/// <param name="Profile">The profile.</param>
/// <param name="By">What makes a row; null for one row.</param>
/// <param name="Digits">How many first digits of the unit grid make a region.</param>
/// <param name="Narrowed">The arguments that narrow the cases, by name.</param>
/// <param name="Definitions">The figures.</param>
/// <param name="Scores">The scores that are made of them.</param>
internal sealed record FigureQuestion(Instant From, Instant Until, string Profile, string? By, int Digits,
    IReadOnlyList<(string Name, string Value)> Narrowed, IReadOnlyList<KpiDefinition> Definitions, IReadOnlyList<KpiScore> Scores)
{
    /// <summary>The row of items whose body, class or grid is so: of a grid its region. Null for those without one.</summary>
    internal string? GroupOf(string? value) => By is "grid" && value is not null ? value[..Math.Min(Digits, value.Length)] : value;

    /// <summary>Whether a figure is made of facts of the period of the handling, or of those of the report.</summary>
    internal bool Needs(bool isByDeadline) => Definitions.SelectMany(definition => definition.Numerator.Concat(definition.Denominator))
        .Any(fact => CaseFacts.IsByDeadline(fact.TrimStart('-')) == isByDeadline);

    /// <summary>What <c>items/list</c> is asked to open the cases of a fact in a row.</summary>
    internal string QueryOf(string fact, string? group)
    {
        IEnumerable<(string Name, string Value)> all =
        [
            (CountedFact.Name, fact), ("from", Text(From)), ("until", Text(Until)), ("profile", Profile),
            .. Narrowed.Where(given => IsWithin(given, group)), .. Own(group),
        ];
        return string.Join('&', all.DistinctBy(given => given.Name).Select(given => $"{given.Name}={Uri.EscapeDataString(given.Value)}"));
    }

    /// <summary>Whether what narrows the cases narrows a row as well: not by fewer digits than the row's own.</summary>
    private bool IsWithin((string Name, string Value) given, string? group) =>
        given.Name != By || (group is not null && given.Value.StartsWith(group, StringComparison.Ordinal));

    private IEnumerable<(string Name, string Value)> Own(string? group) =>
        By is null ? [] : group is null ? [("without", By)] : [(By, group)];

    private static string Text(Instant at) => InstantPattern.ExtendedIso.Format(at);
}
