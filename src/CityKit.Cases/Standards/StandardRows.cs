using System.Collections.Frozen;
using CityKit.Components;
using CityKit.Core;

namespace CityKit.Cases.Standards;

/// <summary>What a standard holds, with the ways to its conditions.</summary>
internal sealed class StandardRows(LocalizedText? label, IReadOnlyList<FilingCondition> conditions)
{
    internal LocalizedText? Label => label;

    internal IReadOnlyList<FilingCondition> Conditions => conditions;

    internal FrozenDictionary<string, FilingCondition> ById { get; } =
        conditions.ToFrozenDictionary(condition => condition.Id, StringComparer.Ordinal);

    internal FrozenDictionary<ClassKey, FilingCondition[]> ByClass { get; } =
        conditions.GroupBy(condition => condition.Class).ToFrozenDictionary(group => group.Key, group => group.ToArray());
}
