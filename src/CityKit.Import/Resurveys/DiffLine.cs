using System.Collections.Immutable;
using CityKit.Components;

namespace CityKit.Import.Resurveys;

/// <summary>One difference (差异记录): a line of the diff.</summary>
/// <param name="Line">Its number in the diff, from 1.</param>
/// <param name="Kind">What is different.</param>
/// <param name="Id">The component; <c>default</c> for a new one that gets its identifier when it is applied.</param>
/// <param name="Class">The component's class.</param>
/// <param name="Entries">How many entries its history had; 0 for a new one.</param>
/// <param name="Metres">How far it is from where the registry has it; 0 for new and missing ones.</param>
/// <param name="Changes">The attributes that differ.</param>
/// <param name="Decision">What the review says.</param>
public sealed record DiffLine(long Line, DiffKind Kind, ComponentId Id, ClassKey Class, int Entries, double Metres,
    ImmutableArray<FieldChange> Changes, DiffDecision Decision = DiffDecision.None)
{
    /// <summary>What the re-survey said, column by column; empty when missing.</summary>
    internal ImmutableArray<KeyValuePair<string, string>> Found { get; init; } = [];
}
