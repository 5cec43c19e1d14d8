using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Credentials.Certificates;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Registry;

/// <summary>Decides what is done with certificates: pure, over the registry's entries.</summary>
internal static class RegistryDesk
{
    internal static LocalDate Today(this IFacts facts) => facts.Now.InZone(WorkCalendar.Zone).Date;

    internal static Refusal? Issue(IssueCertificate issue, Actor actor, IFacts facts, IChanges changes)
    {
        var (state, refusal) = CertificateLifecycle.Apply(null, CertificateAct.Issue);
        refusal ??= NotIssuer(actor, issue.Facts!.Issuer) ?? Exists(issue.Facts, facts);
        if (refusal is null) Put(issue, state, actor, facts, changes);
        return refusal;
    }

    internal static Refusal? Renew(RenewCertificate renew, Actor actor, IFacts facts, IChanges changes) =>
        Follow(renew, CertificateAct.Renew, actor, facts, changes);

    internal static Refusal? Change(ChangeCertificate change, Actor actor, IFacts facts, IChanges changes) =>
        Follow(change, CertificateAct.Change, actor, facts, changes);

    internal static Refusal? Move(MoveCertificate move, CertificateAct act, Actor actor, IFacts facts, IChanges changes)
    {
        if (AnnotatedCopy.CheckTerms("registry", move.Reason, "registry") is not null) return BadReason;
        if (facts.Find(CertificateEntry.Kind, move.Identifier) is not { } entry
            || NotIssuer(actor, entry.Issuer) is not null) return NotFound;
        var (state, refusal) = CertificateLifecycle.Apply(entry.On(facts.Today()), act);
        if (refusal is not null) return refusal;
        changes.Put(CertificateEntry.Kind, entry with { State = state, Reason = move.Reason, ChangedAt = facts.Now, ChangedBy = actor.Id });
        changes.Notify(entry.Holder, entry.Id, new LocalizedText($"您的证照状态已变更为：{Word(state).Zh}",
            $"Your certificate is now {Word(state).En}"));
        return null;
    }

    /// <summary>The answer for what is not there, and for what is another body's.</summary>
    internal static Refusal NotFound { get; } =
        Refusal.Of("not-found", "There is no such certificate, or it is not yours to act on.", "没有该证照，或您无权办理。");

    private static Refusal? Follow(NewVersion command, CertificateAct act, Actor actor, IFacts facts, IChanges changes)
    {
        var (next, id) = (command.Facts!, command.Facts!.Previous);
        if (id is null || facts.Find(CertificateEntry.Kind, id) is not { } before) return NotFound;
        var (state, refusal) = CertificateLifecycle.Apply(before.On(facts.Today()), act);
        refusal = NotIssuer(actor, before.Issuer) ?? NotIssuer(actor, next.Issuer) ?? OtherHolder(before, command) ?? refusal
            ?? (act == CertificateAct.Renew ? CertificateSuccession.CheckRenewal(before.ValidUntil, next.ValidUntil) : null)
                ?? Exists(next, facts);
        if (refusal is not null) return refusal;
        changes.Put(CertificateEntry.Kind, before with { State = state, Next = next.Certificate, ChangedAt = facts.Now,
            ChangedBy = actor.Id });
        Put(command, CertificateState.Valid, actor, facts, changes);
        return null;
    }

    private static void Put(NewVersion command, CertificateState state, Actor actor, IFacts facts, IChanges changes)
    {
        var about = command.Facts!;
        changes.Put(CertificateEntry.Kind, new CertificateEntry(about.Certificate, command.Holder, about.Type, about.Issuer, about.Version,
            state, about.ValidFrom, about.ValidUntil, PersonalText.RecordOf(command.Content)!, about.Previous, null)
        {
            ChangedAt = facts.Now, ChangedBy = actor.Id,
        });
        changes.Notify(command.Holder, about.Certificate, new LocalizedText("您有一份新的电子证照", "You have a new certificate"));
    }

    private static Refusal? NotIssuer(Actor actor, string body) => actor.Counts(CertificateRoles.Issuer, body) ? null
        : Refusal.Of("wrong-role", $"{actor.Id} does not issue for {body}.", $"{actor.Id} 无权以{body}名义发证。", CertificateRoles.Issuer.Name);

    private static Refusal? Exists(CertificateFacts facts, IFacts known) => known.Find(CertificateEntry.Kind, facts.Certificate) is null
        ? null
        : Refusal.Of("exists", "A certificate with this identifier is registered already: renew or change it, or choose another serial.",
            "该证照标识已登记：请办理延续或变更，或更换流水号。");

    private static Refusal? OtherHolder(CertificateEntry before, NewVersion command) => before.Holder == command.Holder ? null
        : Refusal.Of("other-holder", "A new version is of the same holder: issue a new certificate to somebody else.",
            "新版本须为同一持证主体；换人请新办证照。");

    private static Refusal BadReason { get; } = Refusal.Of("bad-request",
        "A reason is a code of 1 to 64 of a-z, 0-9, '-', such as 'lost': no words of one's own.",
            "原因须为 1 至 64 个 a-z、0-9 或 - 的代码，如 lost，不得填写文字说明。");

    internal static LocalizedText Word(CertificateState state) => state switch
    {
        CertificateState.Valid => new("有效", "valid"),
        CertificateState.Suspended => new("已暂停", "suspended"),
        CertificateState.Superseded => new("已被新版本取代", "replaced by a newer version"),
        CertificateState.Cancelled => new("已注销", "cancelled"),
        _ => new("已过期", "expired"),
    };
}
