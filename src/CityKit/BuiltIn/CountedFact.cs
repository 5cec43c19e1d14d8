using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Kpi;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.BuiltIn;

/// <summary>Work items that count for a fact in a period, as figures count them (统计项): so that each figure opens its cases.</summary>
/// <param name="Fact">The fact.</param>
/// <param name="From">The period's start; null for none.</param>
/// <param name="Until">The period's end, which is not in it; null for none.</param>
/// <param name="Now">Now, for what is overdue and still open.</param>
internal sealed record CountedFact(string Fact, Instant? From, Instant? Until, Instant Now)
{
    internal const string Name = "fact";

    /// <summary>What figures are made of: a case that repeats another is counted as that one.</summary>
    internal const WorkItemPart Parts = WorkItemPart.Summary | WorkItemPart.History;

    internal static IReadOnlyList<QueryParameter> Parameters { get; } =
        [
            QueryParameter.Text(Name, "those that count for a fact of the figures, such as needDispose, in the period 'from' to 'until'",
                "计入某统计项的，如 needDispose（应处置），统计时段为 from 至 until"),
            QueryParameter.Instant("from", "the start of the period that the fact is counted in", "该统计项的统计时段起"),
            QueryParameter.Instant("until", "the end of that period, not in it", "该统计项的统计时段止（不含）"),
        ];

    /// <summary>What was asked for; null when nothing was, or it cannot be counted.</summary>
    internal static CountedFact? Of(QueryArguments arguments)
    {
        var (from, until) = (arguments.Instant("from"), arguments.Instant("until"));
        if (arguments.Word(Name, CaseFacts.Names) is { } fact) return new CountedFact(fact, from, until, arguments.Now);
        if ((from ?? until) is { } alone)
            arguments.Refuse("from", $"{alone}", new("与 fact 同用；否则请用 reportedFrom 或 closedFrom",
                "given with 'fact', else use 'reportedFrom' or 'closedFrom'"));
        return null;
    }

    /// <summary>The items that count for it, of those that a filter finds.</summary>
    internal ItemFilter Narrow(ItemFilter filter)
    {
        var counted = filter with { Query = filter.Query.Where(ItemDocuments.Repeat, 0) };
        return (CaseFacts.IsByDeadline(Fact)
                ? counted.OnDays(ItemDays.Due, CaseFacts.DueAt, From, Until)
                : counted.Within(ItemDocuments.At, item => item.ReportedAt, From, Until))
            .Meaning(Parts, item => CaseFacts.Count(Fact, item, Now) > 0);
    }
}
