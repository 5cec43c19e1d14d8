using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>
/// A book in memory (内存台账): what a year's reports would have cost by other rules, and tests. A hub keeps its own in its store.
/// </summary>
public sealed class RewardBook : IRewardBook
{
    private readonly Dictionary<WorkItemId, Reward> rewards = [];
    private readonly Dictionary<string, RewardTotal> totals = [];

    /// <summary>All rewards, in the order of their reports.</summary>
    public IEnumerable<Reward> Rewards => rewards.Values.OrderBy(reward => (reward.ReportedAt, reward.Item));

    /// <summary>All totals, by id.</summary>
    public IEnumerable<RewardTotal> Totals => totals.Values.OrderBy(total => total.Id, StringComparer.Ordinal);

    /// <summary>A reward; null when there is none for the item.</summary>
    public Reward? Find(WorkItemId item) => rewards.GetValueOrDefault(item);

    /// <inheritdoc/>
    public RewardTotal? Total(string id) => totals.GetValueOrDefault(id);

    /// <inheritdoc/>
    public IEnumerable<Reward> Near(string kind, GeoPoint point, int metres, Instant from, Instant until) =>
        rewards.Values.Where(reward => reward.Kind == kind && reward.ReportedAt >= from && reward.ReportedAt <= until
            && reward.Point?.MetresTo(point) <= metres);

    /// <inheritdoc/>
    public IReadOnlyList<Reward> Waiting(IReadOnlyList<string> on) =>
        [.. Rewards.Where(reward => reward.WaitsOn is { } total && on.Contains(total)).Take(32)];

    /// <inheritdoc/>
    public void Put(Reward reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        rewards[reward.Item] = reward;
    }

    /// <inheritdoc/>
    public void Put(RewardTotal total)
    {
        ArgumentNullException.ThrowIfNull(total);
        totals[total.Id] = total;
    }
}
