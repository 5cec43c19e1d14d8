using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>Where rewards and their totals are kept (奖励台账): what is put is seen by the next question.</summary>
public interface IRewardBook
{
    /// <summary>A total; null when there is none yet.</summary>
    RewardTotal? Total(string id);

    /// <summary>
    /// Rewards of a kind around a point that are the first of their matter (<see cref="Reward.IsFirst"/>), whose reports came in a stretch
    /// of
    /// time, both ends in it.
    /// </summary>
    /// <param name="kind">The kind.</param>
    /// <param name="point">The point.</param>
    /// <param name="metres">How far around it; more may be given.</param>
    /// <param name="from">From when.</param>
    /// <param name="until">Until when.</param>
    IEnumerable<Reward> Near(string kind, GeoPoint point, int metres, Instant from, Instant until);

    /// <summary>Those that wait on one of some totals or items, in the order of their reports; the first 32 will do.</summary>
    IReadOnlyList<Reward> Waiting(IReadOnlyList<string> on);

    /// <summary>Keeps a reward.</summary>
    void Put(Reward reward);

    /// <summary>Keeps a total.</summary>
    void Put(RewardTotal total);
}
