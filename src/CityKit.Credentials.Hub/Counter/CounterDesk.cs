using CityKit.Cases;
using CityKit.Core;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Registry;
using CityKit.Modules;
using NodaTime;

namespace CityKit.Credentials.Hub.Counter;

/// <summary>Decides over codes that holders show and clerks redeem, and over who may open what they give.</summary>
internal static class CounterDesk
{
    internal const string Shown = "shown";
    internal const int MostHours = 168;
    private const int MostMinutes = 10;
    private const int MostOpen = 20;
    private const int MostCopies = 200;
    private const int DigestLength = 64;
    private const string RegistryPurpose = "registry";

    internal static Refusal? Show(ShowCertificate show, Actor actor, IFacts facts, IChanges changes)
    {
        if (CheckForm(show) is { } bad) return bad;
        if (facts.Find(CertificateEntry.Kind, show.Identifier) is not { } entry || entry.Holder != actor.Id) return NoSuch;
        if (NotValid(entry, facts) is { } over) return over;
        if (facts.Find(ShownCertificate.Kind, show.Digest) is not null)
            return Refusal.Of("code-used", "This code was shown before: make a new one.", "该亮码已使用过，请重新生成。");
        if (facts.Query(ShownCertificate.Kind.Query().Where(ShownCertificate.OfHolder, actor.Id).Take(MostOpen)).Count == MostOpen)
            return Refusal.Of("too-many", $"At most {MostOpen} codes are shown within a day.", $"一天内最多亮码 {MostOpen} 次。");
        changes.Put(ShownCertificate.Kind, new ShownCertificate(show.Digest, entry.Id, actor.Id, show.Item, show.Purpose, show.Office,
            facts.Now + Duration.FromMinutes(show.Minutes), show.Hours, IsRedeemed: false));
        return null;
    }

    internal static Refusal? Redeem(RedeemCode redeem, Actor actor, IFacts facts, IChanges changes)
    {
        if (!ShowCode.TryParse(redeem.Code, out var code)) return Misread(redeem.Code);
        if (facts.Find(ShownCertificate.Kind, code.Digest) is not { } shown) return NoSuchCode;
        if (CheckUse(shown, redeem, actor, facts) is { } refusal) return refusal;
        if (facts.Find(CertificateEntry.Kind, shown.Certificate) is not { } entry) return NoSuchCode;
        if (NotValid(entry, facts) is { } over) return over;
        changes.Put(ShownCertificate.Kind, shown with { IsRedeemed = true });
        changes.Put(CertificateCopy.Kind, new CertificateCopy($"{actor.Id}/{redeem.CommandId}", entry.Id, entry.Holder, entry.Type,
            entry.Record, shown.Item, shown.Purpose, shown.Office, actor.Id, facts.Now, facts.Now + Duration.FromHours(shown.Hours))
        {
            Source = Shown, Basis = Shown,
        });
        changes.Notify(entry.Holder, entry.Id, new LocalizedText($"{shown.Office}已使用您的亮码，事项：{shown.Item}",
            $"{shown.Office} used your code, for {shown.Item}"));
        return null;
    }

    /// <summary>A code that nobody can redeem any more is forgotten; the copy stays.</summary>
    internal static void Forget(ShownCertificate shown, IFacts facts, IChanges changes) => changes.Remove(ShownCertificate.Kind, shown.Id);

    /// <summary>Who opens a record: an office with a copy for this purpose, or the issuer for the registry.</summary>
    internal static bool MayOpen(string record, string purpose, Actor actor, IFacts facts)
    {
        var copies = facts.Query(CertificateCopy.Kind.Query().Where(CertificateCopy.OfRecord, record)
            .OrderBy(CertificateCopy.Made, descending: true).Take(MostCopies));
        var entries = facts.Query(CertificateEntry.Kind.Query().Where(CertificateEntry.OfRecord, record).Take(1));
        return copies.Any(copy => copy.Note.CheckUse(copy.Item, purpose, copy.Office, facts.Now) is null
            && actor.Counts(CertificateRoles.Clerk, copy.Office))
            || (purpose == RegistryPurpose && entries.Any(entry => actor.Counts(CertificateRoles.Issuer, entry.Issuer)));
    }

    private static Refusal? CheckForm(ShowCertificate show)
    {
        if (AnnotatedCopy.CheckTerms(show.Item, show.Purpose, show.Office) is { } bad) return bad;
        if (show.Digest.Length != DigestLength || !show.Digest.All(char.IsAsciiHexDigitLower))
            return Refusal.Of("bad-request", "A digest has 64 lower-case hexadecimal digits.", "摘要为 64 位小写十六进制数。");
        return show.Minutes is >= 1 and <= MostMinutes && show.Hours is >= 1 and <= MostHours ? null
            : Refusal.Of("bad-request", $"A code is shown for 1 to {MostMinutes} minutes and gives a copy for 1 to {MostHours} hours.",
                $"亮码有效 1 至 {MostMinutes} 分钟，加注件有效 1 至 {MostHours} 小时。");
    }

    private static Refusal? CheckUse(ShownCertificate shown, RedeemCode redeem, Actor actor, IFacts facts)
    {
        if (!actor.Counts(CertificateRoles.Clerk, shown.Office))
            return Refusal.Of("other-office", "The code was shown to another office: let the holder show one to yours.",
                "该亮码出示给其他单位，请持证人向本单位重新亮码。");
        if (shown.IsRedeemed)
            return Refusal.Of("code-used", "The code was used: let the holder show a new one.", "该亮码已被使用，请持证人重新亮码。");
        if (facts.Now >= shown.Until)
            return Refusal.Of("code-late", $"The code was good until {shown.Until}: let the holder show a new one.",
                $"该亮码有效至 {shown.Until}，请持证人重新亮码。");
        if (redeem.Item != shown.Item)
            return Refusal.Of("other-item", $"The holder showed the code for the item '{shown.Item}', not for '{redeem.Item}'.",
                $"持证人亮码用于事项“{shown.Item}”，而非“{redeem.Item}”。", shown.Item);
        return redeem.Purpose == shown.Purpose ? null
            : Refusal.Of("other-purpose", $"The holder showed the code for the purpose '{shown.Purpose}', not for '{redeem.Purpose}'.",
                $"持证人亮码的用途为“{shown.Purpose}”，而非“{redeem.Purpose}”。", shown.Purpose);
    }

    private static Refusal? NotValid(CertificateEntry entry, IFacts facts) => entry.On(facts.Today()) is var state
        && state == CertificateState.Valid
        && entry.ValidFrom <= facts.Today() ? null
            : Refusal.Of("not-valid", $"The certificate is {RegistryDesk.Word(state).En}, or not valid yet: only a valid one is shown.",
                $"该证照{RegistryDesk.Word(state).Zh}或尚未生效，不能亮码。");

    private static Refusal Misread(string code)
    {
        var problem = ShowCode.Check(code)!;
        return Refusal.Of("bad-code", problem.Message.En, problem.Message.Zh);
    }

    private static Refusal NoSuch { get; } = Refusal.Of("not-found", "You have no such certificate.", "您没有该证照。");

    private static Refusal NoSuchCode { get; } = Refusal.Of("not-found",
        "Nobody shows this code, or it was shown more than a day ago.", "没有该亮码，或出示已超过一天。");
}
