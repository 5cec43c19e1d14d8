using CityKit.Samples.District.Load;

namespace CityKit.Samples.District.Judging;

/// <summary>What those who sent it knew at one moment.</summary>
internal sealed record LedgerState(IReadOnlyDictionary<LaneKey, LaneCount> Lanes, IReadOnlySet<string> Done, IReadOnlySet<string> Refused,
    IReadOnlySet<string> Feeds, IReadOnlyList<string> Faults)
{
    /// <summary>What they know now.</summary>
    internal static LedgerState Of(Ledger ledger) => new(
        ledger.Lanes.ToDictionary(), ledger.Done.Keys.ToHashSet(), ledger.Refused.Keys.ToHashSet(), ledger.Feeds.Keys.ToHashSet(),
        [.. ledger.Faults]);
}
