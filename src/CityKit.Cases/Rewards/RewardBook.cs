using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>
/// A book in memory (内存台账): what a year's reports would have cost by other rules, and tests. A hub keeps its own in its store.
/// </summary>
public sealed class RewardBook : IRewardBook
{
    private const int MostInLine = 32;
    private const int BandsADegree = 100; // of latitude: some 1.1 km each
    private const double MetresADegree = 111_000; // a little less than any degree of latitude has

    private readonly Dictionary<WorkItemId, Reward> rewards = [];
    private readonly Dictionary<string, RewardTotal> totals = [];
    private readonly Dictionary<(string Kind, int Band), HashSet<WorkItemId>> firsts = [];
    private readonly Dictionary<string, SortedSet<(Instant At, WorkItemId Item)>> lines = [];

    /// <summary>All rewards, in the order of their reports.</summary>
    public IEnumerable<Reward> Rewards => rewards.Values.OrderBy(reward => (reward.ReportedAt, reward.Item));

    /// <summary>All totals, by id.</summary>
    public IEnumerable<RewardTotal> Totals => totals.Values.OrderBy(total => total.Id, StringComparer.Ordinal);

    /// <summary>A reward; null when there is none for the item.</summary>
    public Reward? Find(WorkItemId item) => rewards.GetValueOrDefault(item);

    /// <inheritdoc/>
    public RewardTotal? Total(string id) => totals.GetValueOrDefault(id);

    /// <inheritdoc/>
    public IEnumerable<Reward> Near(string kind, GeoPoint point, int metres, Instant from, Instant until)
    {
        var around = metres / MetresADegree;
        for (var band = BandOf(point.Latitude - around); band <= BandOf(point.Latitude + around); band++)
            foreach (var item in firsts.GetValueOrDefault((kind, band)) ?? [])
                if (rewards[item] is var reward && reward.ReportedAt >= from && reward.ReportedAt <= until) yield return reward;
    }

    /// <inheritdoc/>
    public IReadOnlyList<Reward> Waiting(IReadOnlyList<string> on)
    {
        ArgumentNullException.ThrowIfNull(on);
        var next = on.SelectMany(id => (lines.GetValueOrDefault(id) ?? []).Take(MostInLine)).Order().Take(MostInLine);
        return [.. next.Select(each => rewards[each.Item])];
    }

    /// <inheritdoc/>
    public void Put(Reward reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        if (rewards.Remove(reward.Item, out var before)) Leave(before);
        rewards[reward.Item] = reward;
        Enter(reward);
    }

    /// <inheritdoc/>
    public void Put(RewardTotal total)
    {
        ArgumentNullException.ThrowIfNull(total);
        totals[total.Id] = total;
    }

    private static int BandOf(double latitude) => (int)Math.Floor(latitude * BandsADegree);

    private static (string, int) KeyOf(Reward reward, GeoPoint point) => (reward.Kind, BandOf(point.Latitude));

    private void Enter(Reward reward)
    {
        if (reward is { IsFirst: true, Point: { } point }) Of(firsts, KeyOf(reward, point)).Add(reward.Item);
        if (reward.WaitsOn is { } on) Of(lines, on).Add((reward.ReportedAt, reward.Item));
    }

    private void Leave(Reward reward)
    {
        if (reward is { IsFirst: true, Point: { } point }) Of(firsts, KeyOf(reward, point)).Remove(reward.Item);
        if (reward.WaitsOn is { } on) Of(lines, on).Remove((reward.ReportedAt, reward.Item));
    }

    private static TSet Of<TKey, TSet>(Dictionary<TKey, TSet> sets, TKey key) where TKey : notnull where TSet : new() =>
        sets.TryGetValue(key, out var set) ? set : sets[key] = new TSet();
}
