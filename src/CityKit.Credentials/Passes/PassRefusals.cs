using CityKit.Core;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>Why a gate stays shut, in words for the guard beside it.</summary>
internal static class PassRefusals
{
    internal static Refusal NoPass(CredentialProblem problem) =>
        Refusal.Of("no-pass", $"This code is not a pass ({problem.Message.En})", $"这不是通行码（{problem.Message.Zh}）");

    internal static Refusal ClockInDoubt { get; } = Refusal.Of("clock-in-doubt",
        "The gate does not know the time, so it cannot check passes. Open by hand, and have the device checked (citykit-edge doctor).",
        "闸机时钟未校准，无法验码。请人工放行，并检查设备（citykit-edge doctor）。");

    internal static Refusal NoTrust { get; } = Refusal.Of("no-trust",
        "The gate has no list of issuers yet. Open by hand, and have the list brought to the device.", "闸机尚无签发方清单。请人工放行，并为设备下发清单。");

    internal static Refusal Stale(Duration age, Duration most) => Refusal.Of("stale",
        $"The gate's list of revoked passes ended {Hours(age)} h ago; {Hours(most)} h are allowed. "
        + "Open by hand, and bring the device on line.",
        $"闸机的吊销名单已过期 {Hours(age)} 小时，最多允许 {Hours(most)} 小时。请人工放行，并恢复联网。");

    internal static Refusal StaleList(Duration age) => Refusal.Of("stale",
        $"The issuer's list of revoked passes is {Hours(age)} h old and counts no more. "
        + "Open by hand, and have a newer list brought to the device.",
        $"签发方的吊销名单已有 {Hours(age)} 小时，不再有效。请人工放行，并为设备更新名单。");

    internal static Refusal WrongGate(string shown, string here) => Refusal.Of("wrong-gate",
        $"The code is for gate {shown}; this is {here}. Choose this gate on the phone.", $"此码用于 {shown}，当前为 {here}。请在手机上选择本门。", here);

    internal static Refusal WrongTime(Duration off) => Refusal.Of("wrong-time",
        $"The code is {Seconds(off)} s away from the gate's time; one step of 30 s is allowed. "
        + "Show a fresh code, and check the phone's time.",
        $"此码与闸机时间相差 {Seconds(off)} 秒，最多允许相差一个 30 秒时段。请刷新通行码，并校准手机时间。");

    internal static Refusal WrongType(string type, IReadOnlyList<string> accepted) => Refusal.Of("wrong-type",
        $"Passes of type {type} do not open this gate; {string.Join(", ", accepted)} do.",
        $"本门不接受 {type} 类通行证，可用：{string.Join('、', accepted)}。", [.. accepted]);

    internal static Refusal NotYetValid(Instant from) =>
        Refusal.Of("not-yet-valid", $"The pass is valid from {from} on.", $"通行证自 {from} 起有效。");

    internal static Refusal Expired(Instant until) =>
        Refusal.Of("expired", $"The pass ended at {until}. Have it renewed.", $"通行证已于 {until} 到期，请办理续期。");

    internal static Refusal UnknownIssuer(string issuer) => Refusal.Of("unknown-issuer",
        $"The gate does not know the issuer {issuer} for this type of pass.", $"闸机名单中没有可签发此类通行证的签发方 {issuer}。");

    internal static Refusal Forged { get; } = Refusal.Of("forged", "The pass is not signed by its issuer: it is forged or damaged.",
        "通行证签名与签发方不符：伪造或损坏。");

    internal static Refusal NotTheHolder { get; } = Refusal.Of("not-the-holder",
        "The code is not signed by the pass's own phone. Show the code from the phone that holds the pass.", "此码并非由持证手机生成。请用持证手机出示。");

    internal static Refusal Revoked { get; } = Refusal.Of("revoked", "The pass was revoked. The issuer knows why.", "通行证已被吊销，请咨询签发方。");

    internal static Refusal Suspended { get; } = Refusal.Of("suspended", "The pass is suspended. The issuer knows until when.",
        "通行证已暂停使用，请咨询签发方。");

    internal static Refusal UnknownStatus { get; } = Refusal.Of("unknown-status",
        "The gate does not know whether the pass was revoked. Open by hand, and bring the device on line.", "闸机无法确认通行证是否已吊销。请人工放行，并恢复联网。");

    private static long Hours(Duration span) => (long)span.TotalHours;

    private static long Seconds(Duration span) => (long)span.TotalSeconds;
}
