using System.Globalization;
using CityKit.Core;
using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>What people read about a reward: rule, row, amount, limit and way out.</summary>
internal static class RewardTexts
{
    internal static string Yuan(long fen) => string.Create(CultureInfo.InvariantCulture, $"{fen / 100}.{fen % 100:00}");

    /// <summary>The row that gives a reward.</summary>
    internal static LocalizedText Row(RewardRules rules, RewardKind kind) => With(rules, kind,
        $"奖励 {Yuan(kind.Fen)} 元，核实结案后发放。", $"{Yuan(kind.Fen)} yuan, paid when it is closed as verified.");

    internal static Refusal UnknownKind(string kind, RewardRules rules)
    {
        string[] known = [.. rules.Kinds.Select(row => row.Id)];
        return Refusal.Of("unknown-kind",
            $"Rules {rules.Version} reward no kind '{Short(kind)}': name one of {string.Join(", ", known)} "
            + $"in the field '{RewardRules.KindField}'.",
            $"奖励规则 {rules.Version} 没有情形“{Short(kind)}”，请在“{RewardRules.KindField}”中填写 {string.Join("、", known)} 之一。", known);
    }

    internal static Refusal OutsideOfArea(WorkPlace place, RewardRules rules, RewardKind kind) => Refuse("outside-area", With(rules, kind,
        $"该处（网格 {place.Grid ?? "未知"}）不在奖励范围内，问题仍会处理。",
        $"The place (grid {place.Grid ?? "unknown"}) is outside of the area that is rewarded; the matter is seen to all the same."));

    internal static Refusal NoPoint(RewardRules rules, RewardKind kind) => Refuse("no-point", With(rules, kind,
        "上报没有坐标，无法判断是否首次上报；请在现场定位后上报。",
        "The report has no point, so nobody can say whether it is the first: report with the position of the place."));

    internal static Refusal NoEvidence(RewardRules rules, RewardKind kind)
    {
        var isVideo = kind.Evidence == RewardEvidence.Video;
        return Refuse("no-evidence", With(rules, kind,
            $"须附{(isVideo ? "视频" : "照片或视频")}。", $"It needs {(isVideo ? "a clip" : "a photo or a clip")}."));
    }

    internal static Refusal BelowThreshold(RewardMeasure measure, RewardReport report, RewardRules rules, RewardKind kind)
    {
        var found = report.Fields.GetValueOrDefault(measure.Field, "");
        return Refuse("below-threshold", With(rules, kind,
            $"须满足 {measure}，而非“{Short(found)}”。", $"It asks for {measure}, not '{Short(found)}'."));
    }

    internal static Refusal NotFirst(Reward reward, Reward first)
    {
        var metres = (int)Math.Ceiling(reward.Point!.Value.MetresTo(first.Point!.Value));
        return Refuse("not-first", After(reward,
            $"{first.ReportedAt} 已有人在 {metres} 米内上报同类问题（{reward.FirstMetres} 米、{reward.FirstDays} 天内只奖励首次上报）；该件不成立时由本件递补。",
            $"Somebody reported the same {metres} m away at {first.ReportedAt}; within {reward.FirstMetres} m and {reward.FirstDays} days "
            + "the first is rewarded. Should that one fail, this one takes its place."));
    }

    internal static Refusal Full(Reward reward, RewardTotal total)
    {
        var (zh, en) = LeftOf(total);
        return Refuse(CodeOf(total), After(reward, $"{zh}；腾出后按上报先后递补，最迟 {reward.CloseBy}。",
            $"{en}; it waits its turn, by order of report, until {reward.CloseBy} at the latest."));
    }

    /// <summary>It waited until its time was over.</summary>
    /// <param name="reward">The reward.</param>
    /// <param name="total">The total that it waited on; null when it waited on an earlier report.</param>
    internal static Refusal InVain(Reward reward, RewardTotal? total)
    {
        if (total is null) return Refuse(reward.Why, After(reward, "首次上报者已获奖励，本件不再递补。", "Who reported it first is rewarded for it."));
        var (zh, en) = LeftOf(total);
        return Refuse(reward.Why, After(reward, $"{zh}，截至 {reward.CloseBy} 未能递补。", $"{en}, and nothing became free by {reward.CloseBy}."));
    }

    internal static Refusal Late(Reward reward) => Refuse("too-late", After(reward,
        $"截至 {reward.CloseBy} 尚未核实结案。", $"It was not closed as verified by {reward.CloseBy}."));

    internal static Refusal Ended(Reward reward) => Refuse("not-verified", After(reward,
        "工作项未核实结案（不予受理、作废、并案或重复）。", "The item did not end as verified: it was not accepted, void, merged or a repeat."));

    internal static Refusal Reopened(Reward reward) => Refuse("reopened", After(reward,
        "工作项已重新办理，再次核实结案后恢复。", "The item was reopened; the reward comes back when it is closed as verified again."));

    internal static Refusal Erased(Reward reward) => Refuse("erased", After(reward,
        "上报人已删除个人信息，无从发放。", "The reporter was erased: there is nobody to pay."));

    internal static Refusal NotEarned(Reward reward) => Refusal.Of("not-earned",
        $"The reward is {reward.State}, not Earned: only what is earned is paid. {reward.Because.En}",
        $"该奖励为 {reward.State}，只有 Earned（待发放）可发放。{reward.Because.Zh}", nameof(RewardState.Earned));

    internal static Refusal PaidAlready(RewardPayment payment) => Refusal.Of("already-paid",
        $"It was paid at {payment.At} by {payment.By}, number {payment.Reference}.",
        $"已于 {payment.At} 由 {payment.By} 发放，编号 {payment.Reference}。");

    internal static Refusal OtherAmount(Reward reward, int fen) => Refusal.Of("wrong-amount",
        $"The reward is {Yuan(reward.Fen)} yuan, not {Yuan(fen)}.", $"应发 {Yuan(reward.Fen)} 元，而非 {Yuan(fen)} 元。");

    internal static Refusal WrongReference(int length) => Refusal.Of("bad-request",
        $"The payment's number has 1 to {RewardDesk.MaxReference} characters, not {length}.",
        $"发放编号须为 1 至 {RewardDesk.MaxReference} 个字符，而非 {length} 个。");

    private static LocalizedText With(RewardRules rules, RewardKind kind, string zh, string en) => new(
        $"规则 {rules.Version}，{kind.Class} 类 {kind.Id} {kind.Name.Zh}：{zh}",
        $"Rules {rules.Version}, class {kind.Class}, {kind.Id} {kind.Name.En}: {en}");

    private static LocalizedText After(Reward reward, string zh, string en) => new(
        $"规则 {reward.Rules}，{reward.Kind}，{Yuan(reward.Fen)} 元：{zh}",
        $"Rules {reward.Rules}, {reward.Kind}, {Yuan(reward.Fen)} yuan: {en}");

    private static bool IsPool(RewardTotal total) => total.Id.StartsWith(RewardLimit.Everyone, StringComparison.Ordinal);

    private static string CodeOf(RewardTotal total) => IsPool(total) ? "pool-exhausted" : "cap-reached";

    /// <summary>What is left of a total, and of how much.</summary>
    private static LocalizedText LeftOf(RewardTotal total)
    {
        var period = total.Id[(total.Id.LastIndexOf('/') + 1)..];
        LocalizedText[] left = [.. Left(total)];
        return new LocalizedText(
            $"{(IsPool(total) ? "奖金池" : "个人上限")}（{period}）剩余 {string.Join("、", left.Select(part => part.Zh))}",
            $"{(IsPool(total) ? "The pool" : "The cap of a person")} of {period} has "
                + $"{string.Join(" and ", left.Select(part => part.En))} left");
    }

    private static IEnumerable<LocalizedText> Left(RewardTotal total)
    {
        if (total is { MostFen: { } most, LeftFen: { } left })
            yield return new($"{Yuan(Math.Max(0, left))}/{Yuan(most)} 元", $"{Yuan(Math.Max(0, left))}/{Yuan(most)} yuan");
        if (total.MostRewards is not { } count) yield break;
        var free = string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, count - total.Rewards)}/{count}");
        yield return new($"{free} 个名额", $"{free} rewards");
    }

    private static Refusal Refuse(string code, LocalizedText text) => new(code, text, []);

    private static string Short(string text) => text.Length <= 64 ? text : text[..64];
}
