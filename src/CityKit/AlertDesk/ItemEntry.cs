using CityKit.Cases;

namespace CityKit.AlertDesk;

/// <summary>One entry of a work item's history, as a row of its own (办理经过).</summary>
/// <param name="Item">The work item.</param>
/// <param name="Number">Its number in the history, from 1.</param>
/// <param name="Entry">What happened.</param>
public sealed record ItemEntry(WorkItemId Item, int Number, HistoryEntry Entry);
