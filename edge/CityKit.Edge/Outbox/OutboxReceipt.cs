using CityKit.Core;

namespace CityKit.Edge.Outbox;

/// <summary>What became of a commit: the last sequence of each lane after it, or why nothing of it was kept.</summary>
/// <param name="LastAlarm">The last sequence of the alarm lane.</param>
/// <param name="LastReading">The last sequence of the reading lane.</param>
/// <param name="Refusal">Why nothing was kept: <c>outbox-full</c> or <c>disk</c>. Try again; null when all is on the disk.</param>
internal readonly record struct OutboxReceipt(long LastAlarm, long LastReading, Refusal? Refusal)
{
    /// <summary>True when the commit is on the disk.</summary>
    public bool IsCommitted => Refusal is null;
}
