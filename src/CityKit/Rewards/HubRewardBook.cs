using CityKit.Cases;
using CityKit.Cases.Rewards;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Rewards;

/// <summary>The hub's book of rewards: reads facts, puts changes, and notifies those whom a change concerns.</summary>
internal sealed class HubRewardBook(IFacts facts, IChanges changes) : IRewardBook
{
    private const int MostInLine = 32;

    public RewardTotal? Total(string id) => facts.Find(RewardDocuments.Totals, id);

    public IEnumerable<Reward> Near(string kind, GeoPoint point, int metres, Instant from, Instant until) =>
        facts.Query(RewardDocuments.Rewards.Query().Where(RewardDocuments.Near, RewardDocuments.KeysAround(kind, point, metres))
            .Between(RewardDocuments.At, from, until.PlusNanoseconds(1)).Take(DocumentQuery.MaxRows));

    public IReadOnlyList<Reward> Waiting(IReadOnlyList<string> on) =>
        facts.Query(RewardDocuments.Rewards.Query().Where(RewardDocuments.Waits, [.. on]).OrderBy(RewardDocuments.At).Take(MostInLine));

    public void Put(Reward reward)
    {
        var before = Find(reward.Item);
        changes.Put(RewardDocuments.Rewards, reward);
        if (before?.State != reward.State) Notify(reward);
        else if (reward is { State: RewardState.Paid, IsVerified: false } && before.IsVerified)
            changes.Notify(RewardRoles.Payer.Name, reward.Item.ToString(), PaidAndReopened(reward));
    }

    public void Put(RewardTotal total) => changes.Put(RewardDocuments.Totals, total);

    internal Reward? Find(WorkItemId item) => facts.Find(RewardDocuments.Rewards, item.ToString());

    /// <summary>The rules in force, or of a version; null when there are none, or they were not read yet.</summary>
    internal RewardRules? Rules(string id) => facts.Find(RewardDocuments.Rules, id) is { } version
        ? RewardRulesReader.Read(System.Text.Encoding.UTF8.GetBytes(version.Text), out _) : null;

    /// <summary>
    /// Asks for what a change of a reward may need, all at once: facts are read in at most three rounds, and who moves up is the third.
    /// </summary>
    internal void Foresee(Reward reward)
    {
        foreach (var total in reward.Totals) _ = Total(total);
        _ = Waiting(reward.Gives);
    }

    private void Notify(Reward reward)
    {
        changes.Notify(reward.Reporter, reward.Item.ToString(), reward.State == RewardState.Paid ? Paid(reward) : reward.Because);
        if (reward.State == RewardState.Earned) changes.Notify(RewardRoles.Payer.Name, reward.Item.ToString(), reward.Because);
    }

    private static LocalizedText Paid(Reward reward) => new(
        $"奖励已发放，编号 {reward.Payment!.Reference}。", $"Your reward was paid, number {reward.Payment.Reference}.");

    private static LocalizedText PaidAndReopened(Reward reward) => new(
        $"奖励已发放（{reward.Payment!.Reference}），但工作项已重新办理或作废，请核实是否追回。",
        $"The reward was paid ({reward.Payment.Reference}), but its item was reopened or made void: decide whether to claim it back.");
}
