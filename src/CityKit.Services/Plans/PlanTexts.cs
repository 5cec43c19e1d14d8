using System.Diagnostics;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Services.Claims;
using CityKit.Services.Items;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Plans;

/// <summary>What plans say to applicants, in both languages.</summary>
internal static class PlanTexts
{
    internal static readonly PlanReason PaperOnly = new("paper-only", null,
        new LocalizedText("该材料暂无电子证照或核验来源，请提交原件。", "No credential and no register has this: hand it in."));

    internal static readonly PlanReason NotNeeded = new("not-needed", null,
        new LocalizedText("按您的情况无需提供。", "It is not needed in your case."));

    internal static PlanReason NoneHeld(CredentialName name, CredentialType type) => Of("none-held", name,
        $"您的证照包中没有{type.Name.Zh}；可先申领，或提交该材料。", $"You hold no '{type.Name.En}': apply for it, or hand the material in.");

    internal static PlanReason NotElectronic(CredentialName name, CredentialType type) => Of("not-electronic", name,
        $"{type.Name.Zh}尚无电子证照，请提交原件。", $"'{type.Name.En}' is not issued electronically: hand it in.");

    internal static PlanReason NotConnected(InformationSource source) => new("source-not-connected", null, new LocalizedText(
        $"{source.Department}的{source.Name.Zh}尚未接入，请提交该材料。",
        $"'{source.Name.En}' of {source.Department} is not connected here: hand the material in."));

    internal static PlanReason Fault(
        CredentialFault fault, CredentialName name, CredentialType type, HeldCredential held, MaterialProof proof) => fault switch
    {
        CredentialFault.WrongIssuer => Of("wrong-issuer", name,
            $"{type.Name.Zh}的签发机关 {held.Issuer} 不在可信名单（{string.Join("、", type.Issuers)}）内，请使用名单内机关签发的证照或提交该材料。",
            $"'{type.Name.En}' is issued by {held.Issuer}, not by {string.Join(" or ", type.Issuers)}: "
            + "use one of theirs, or hand the material in."),
        CredentialFault.NotYetValid => Of("not-yet-valid", name,
            $"{type.Name.Zh}自 {Day(held.ValidFrom)} 起生效，请届时办理或提交该材料。",
            $"'{type.Name.En}' is valid from {Day(held.ValidFrom)} on: wait, or hand the material in."),
        CredentialFault.Expired => Of("expired", name,
            $"{type.Name.Zh}已于 {Day(held.ValidUntil)} 到期，请换证或提交该材料。",
            $"'{type.Name.En}' expired on {Day(held.ValidUntil)}: renew it, or hand the material in."),
        CredentialFault.Revoked => Of("revoked", name,
            $"{type.Name.Zh}已被废止，请重新申领或提交该材料。", $"'{type.Name.En}' was revoked: apply for a new one, or hand the material in."),
        CredentialFault.Suspended => Of("suspended", name,
            $"{type.Name.Zh}已被中止，请联系 {held.Issuer} 恢复或提交该材料。",
            $"'{type.Name.En}' is suspended: ask {held.Issuer}, or hand the material in."),
        CredentialFault.Stale => Of("stale", name,
            $"{type.Name.Zh}的状态信息已过时，请联网更新后重试或提交该材料。",
            $"What is known of the status of '{type.Name.En}' is too old: try again online, or hand the material in."),
        CredentialFault.UnknownStatus => Of("unknown-status", name,
            $"无法确认{type.Name.Zh}的状态，请稍后重试或提交该材料。",
            $"The status of '{type.Name.En}' is not known: try again later, or hand the material in."),
        CredentialFault.Leniency => Of("leniency", name,
            $"{type.Name.Zh}系按容错规则（{string.Join("、", held.Leniencies)}）收录，本材料不接受，请更正证照或提交该材料。",
            $"'{type.Name.En}' was taken under a leniency ({string.Join(", ", held.Leniencies)}) that this material does not allow: "
            + "have it corrected, or hand the material in."),
        CredentialFault.NotSigned => Of("not-signed", name,
            $"请用{type.Name.Zh}的密钥在手机上签名，即可免现场签字。",
            $"Sign with the key of '{type.Name.En}' on your phone, and no signature on site is needed."),
        CredentialFault.ClaimMissing => Of("claim-missing", name,
            $"{type.Name.Zh}缺少 {Missing(held, proof)}，请补全证照或提交该材料。",
            $"'{type.Name.En}' does not show {Missing(held, proof)}: have it completed, or hand the material in."),
        _ => throw new UnreachableException(),
    };

    private static PlanReason Of(string code, CredentialName name, string zh, string en) => new(code, name, new LocalizedText(zh, en));

    private static string Missing(HeldCredential held, MaterialProof proof) =>
        string.Join(", ", proof.Claims.Where(claim => !held.Claims.ContainsKey(claim)));

    private static string Day(Instant? at) => LocalDatePattern.Iso.Format((at ?? default).InZone(WorkCalendar.Zone).Date);
}
