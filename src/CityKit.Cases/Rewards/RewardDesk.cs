using System.Collections.Immutable;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>
/// Decides rewards (奖励核定): sets them aside in the order of reports, within caps and pool; lets them be earned when the item is closed as
/// verified, takes them back when it is not, and lets the next in line move up. Pure: what it knows is in the book.
/// </summary>
/// <param name="book">Where rewards are kept.</param>
/// <param name="now">Now.</param>
public sealed class RewardDesk(IRewardBook book, Instant now)
{
    /// <summary>The longest number of a payment, in characters.</summary>
    public const int MaxReference = 64;

    /// <summary>Judges a new report. Anyone who comes when a limit is used up, or after somebody else, waits.</summary>
    public Reward Report(RewardReport report, RewardRules rules)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(rules);
        var judged = RewardJudge.Judge(report, rules);
        foreach (var id in judged.Totals) Count(id, report, rules);
        return Enter(judged);
    }

    /// <summary>What its item has become. The same standing twice changes nothing.</summary>
    public Reward Follow(Reward reward, RewardStanding standing)
    {
        ArgumentNullException.ThrowIfNull(reward);
        var isVerified = standing == RewardStanding.Verified;
        return reward.State switch
        {
            RewardState.Reserved when isVerified => Put(Earn(reward)),
            RewardState.Reserved or RewardState.Waiting or RewardState.Earned when standing == RewardStanding.Ended =>
                TakeBack(reward, RewardTexts.Ended(reward)),
            RewardState.Earned when standing == RewardStanding.Open => TakeBack(reward, RewardTexts.Reopened(reward)),
            RewardState.TakenBack when isVerified => Return(reward),
            RewardState.Waiting or RewardState.Paid when reward.IsVerified != isVerified => Put(reward with { IsVerified = isVerified }),
            _ => reward,
        };
    }

    /// <summary>
    /// What was reported was corrected by who verified it: judged again by the same rules. Nothing that is judged changed: the same reward.
    /// </summary>
    public Reward Correct(Reward reward, ImmutableSortedDictionary<string, string> fields, WorkPlace place, RewardRules rules)
    {
        ArgumentNullException.ThrowIfNull(reward);
        var report = new RewardReport(reward.Item, reward.Reporter, reward.ReportedAt)
        {
            Place = place, Fields = fields, Photos = reward.Photos, Videos = reward.Videos,
        };
        if (reward.State == RewardState.Paid || IsOver(reward) || RewardJudge.FieldsOf(report).SequenceEqual(reward.Fields)) return reward;
        var judged = RewardJudge.Judge(report, rules) with { IsVerified = reward.IsVerified, CloseBy = reward.CloseBy };
        if (IsSame(judged, reward)) return Put(reward with { Fields = judged.Fields });
        if (reward.State == RewardState.TakenBack && judged.State == RewardState.Reserved)
            return Put(judged with { State = reward.State, Why = reward.Why, Because = reward.Because });
        GiveBack(reward);
        var entered = Enter(judged);
        MoveUp(reward);
        return entered;
    }

    /// <summary>The time to close its item is over (<see cref="Reward.CloseBy"/>): what is not earned is refused.</summary>
    public Reward Expire(Reward reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        return reward.State switch
        {
            RewardState.Reserved => Refuse(reward, RewardTexts.Late(reward)),
            RewardState.Waiting => Refuse(reward, RewardTexts.InVain(reward, book.Total(reward.WaitsOn!))),
            _ => reward,
        };
    }

    /// <summary>Its reporter was erased: what is not paid is refused.</summary>
    public Reward Erase(Reward reward)
    {
        ArgumentNullException.ThrowIfNull(reward);
        return reward.State is RewardState.Paid or RewardState.Refused ? reward : Refuse(reward, RewardTexts.Erased(reward));
    }

    /// <summary>A payer reports that an earned reward was paid.</summary>
    /// <returns>Why that cannot be; null when it is noted.</returns>
    public Refusal? Pay(Reward reward, int fen, string reference, string by)
    {
        ArgumentNullException.ThrowIfNull(reward);
        ArgumentNullException.ThrowIfNull(reference);
        if (reference.Length is 0 or > MaxReference) return RewardTexts.WrongReference(reference.Length);
        if (reward.Payment is { } paid) return RewardTexts.PaidAlready(paid);
        if (reward.State != RewardState.Earned) return RewardTexts.NotEarned(reward);
        if (reward.Fen != fen) return RewardTexts.OtherAmount(reward, fen);
        Each(reward, total => total with { Paid = total.Paid + 1, PaidFen = total.PaidFen + fen });
        Put(reward with { State = RewardState.Paid, Payment = new RewardPayment(now, by, reference) });
        return null;
    }

    private static bool IsOver(Reward reward) => reward is { State: RewardState.Refused, Why: "too-late" or "erased" };

    private static bool IsSame(Reward judged, Reward reward) =>
        judged.Kind == reward.Kind && judged.Fen == reward.Fen
        && judged.State == RewardState.Reserved == (reward.State != RewardState.Refused);

    private void Count(string id, RewardReport report, RewardRules rules)
    {
        var limit = rules.Limits.FirstOrDefault(each => each.TotalOf(report.Reporter, report.At) == id);
        var total = TotalOf(id);
        book.Put(total with { Reports = total.Reports + 1, MostFen = limit?.Fen, MostRewards = limit?.Rewards });
    }

    private RewardTotal TotalOf(string id) => book.Total(id) ?? RewardTotal.Of(id);

    private void Each(Reward reward, Func<RewardTotal, RewardTotal> change)
    {
        foreach (var id in reward.Totals) book.Put(change(TotalOf(id)));
    }

    /// <summary>Puts a reward where there is place for it.</summary>
    private Reward Enter(Reward reward)
    {
        if (reward.State == RewardState.Refused) return Put(reward);
        if (FirstBefore(reward) is { } first) return Put(Waits(reward, first.Item.ToString(), RewardTexts.NotFirst(reward, first)));
        if (reward.Totals.Select(TotalOf).FirstOrDefault(total => !total.Takes(reward.Fen)) is { } full)
            return Put(Waits(reward, full.Id, RewardTexts.Full(reward, full)));
        Each(reward, total => total.Plus(reward.Fen));
        var held = reward with { State = RewardState.Reserved, WaitsOn = null, Why = "" };
        return Put(reward.IsVerified ? Earn(held) : held);
    }

    private Reward? FirstBefore(Reward reward)
    {
        var (point, within) = (reward.Point!.Value, Duration.FromDays(reward.FirstDays));
        return book.Near(reward.Kind, point, reward.FirstMetres, reward.ReportedAt - within, reward.ReportedAt + within)
            .Where(other => other.IsFirst && other.Item != reward.Item && other.Point!.Value.MetresTo(point) <= reward.FirstMetres)
            .MinBy(other => (other.ReportedAt, other.Item));
    }

    private static Reward Waits(Reward reward, string on, Refusal why) =>
        reward with { State = RewardState.Waiting, WaitsOn = on, Why = why.Code, Because = why.Message };

    private Reward Earn(Reward reward) => reward with { State = RewardState.Earned, IsVerified = true, EarnedAt = now };

    /// <summary>It was taken back, and its item is closed as verified again: at the end of the line.</summary>
    private Reward Return(Reward reward) => now > reward.CloseBy
        ? Refuse(reward, RewardTexts.Late(reward)) : Enter(reward with { IsVerified = true });

    private Reward TakeBack(Reward reward, Refusal why) => Leave(reward, RewardState.TakenBack, why);

    private Reward Refuse(Reward reward, Refusal why) => Leave(reward, RewardState.Refused, why);

    private Reward Leave(Reward reward, RewardState state, Refusal why)
    {
        var left = Put(reward with
        {
            State = state, Why = why.Code, Because = why.Message, WaitsOn = null, EarnedAt = null, IsVerified = false,
        });
        GiveBack(reward);
        MoveUp(reward);
        return left;
    }

    private void GiveBack(Reward before)
    {
        if (before.IsHeld) Each(before, total => total.Minus(before.Fen));
    }

    /// <summary>Those who waited for what a reward had take it in the order of their reports.</summary>
    private void MoveUp(Reward before)
    {
        if (!before.IsFirst) return;
        foreach (var next in book.Waiting(before.Gives)) Enter(next);
    }

    private Reward Put(Reward reward)
    {
        book.Put(reward);
        return reward;
    }
}
