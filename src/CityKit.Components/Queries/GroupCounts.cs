using System.Collections.Immutable;
using System.Runtime.InteropServices;
using CityKit.Components.Registry;
using CityKit.Core;

namespace CityKit.Components.Queries;

/// <summary>Counts components by two groupings.</summary>
internal sealed class GroupCounts(GroupNumbers first, GroupNumbers second)
{
    private readonly Dictionary<long, long> counts = [];

    /// <summary>What is needed of each component.</summary>
    internal SummaryParts Parts => first.Parts | second.Parts;

    internal void Add(ReadOnlySpan<ComponentSummary> rows)
    {
        foreach (ref readonly var row in rows)
            CollectionsMarshal.GetValueRefOrAddDefault(counts, (long)first.Of(row) << 32 | (uint)second.Of(row), out _)++;
        if (counts.Count > ComponentQuestions.MostGroups) TooMany();
    }

    /// <summary>The groups in the order of their keys.</summary>
    internal ImmutableArray<ComponentCount> ToCounts()
    {
        var (firstRanks, secondRanks) = (first.Ranks(), second.Ranks());
        var groups = counts.OrderBy(group => (long)firstRanks[(int)(group.Key >> 32)] << 32 | (uint)secondRanks[(int)group.Key]);
        return [.. groups.Select(group =>
            new ComponentCount(first.Texts[(int)(group.Key >> 32)], second.Texts[(int)group.Key], group.Value))];
    }

    private static void TooMany() =>
        Refusal.Of("limit", $"More than {ComponentQuestions.MostGroups} groups; ask for a part of the city, or group by less.",
        $"分组超过 {ComponentQuestions.MostGroups} 个；请缩小查询范围或减少统计维度。").Throw();
}
