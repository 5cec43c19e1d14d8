using CityKit.Core;
using CityKit.Credentials;

namespace CityKit.Services.Hub;

/// <summary>
/// What the module says to people, in both languages. Notices name neither item nor material: those who watch the feed read them too.
/// </summary>
internal static class Texts
{
    internal static readonly LocalizedText Moved = new("您的申请有新进展，请查看进度。", "Your application has moved: look at its progress.");

    internal static readonly LocalizedText HandInNeeded =
        new("有一项材料未能核验，请提交。", "A material could not be confirmed: hand it in.");

    internal static readonly LocalizedText StepWaits = new("有新的办件待审批。", "A step waits to be decided.");

    internal static readonly LocalizedText ConfirmationWaits = new("有新的核验请求。", "A confirmation is asked for.");

    internal static readonly LocalizedText Overdue = new("有办件已超过办理时限。", "A step is over its limit.");

    internal static readonly Refusal NoSuchApplication =
        Refusal.Of("not-found", "There is no such application for you.", "没有您可办理的该申请。");

    internal static readonly Refusal NoSuchStep = Refusal.Of("not-found", "There is no such step for you.", "没有您可审批的该环节。");

    internal static readonly Refusal NoSuchConfirmation =
        Refusal.Of("not-found", "There is no such confirmation for you.", "没有您可答复的该核验请求。");

    internal static readonly Refusal ApplicantNeeded =
        Refusal.Of("bad-applicant", "At a counter, name the applicant's account.", "窗口代办须指明申请人账号。");

    internal static readonly Refusal NotYours = Refusal.Of("not-yours",
        "You apply for yourself; a clerk of the item's department may apply for others.",
        "个人只能为本人申请；代办请到该事项的部门窗口。");

    internal static readonly Refusal ReasonNeeded = Refusal.Of("reason-needed",
        "Say in 1 to 2000 characters why it is declined: the applicant reads it.",
        "不予通过须写明理由（1 至 2000 个字符），申请人可查阅。");

    internal static readonly Refusal AlreadyAnswered =
        Refusal.Of("wrong-state", "This confirmation was answered, or is no longer needed.", "该核验请求已答复或已无需答复。");

    internal static readonly Refusal NothingOpen =
        Refusal.Of("wrong-state", "Every step of this application is decided: there is nothing to withdraw.", "该申请各环节均已办结，无可撤回。");

    internal static Refusal NoSuchSubject(string id, IEnumerable<string> known) => Refusal.Of("not-found",
        $"There is no item or bundle '{id}'.", $"没有名为“{id}”的事项或一件事。", [.. known.Take(20)]);

    internal static Refusal NoSuchItem(string id) => Refusal.Of("not-found", $"There is no item '{id}' in it.", $"其中没有事项“{id}”。");

    internal static Refusal NoSuchMaterial(string id, IEnumerable<string> known) => Refusal.Of("not-found",
        $"The application asks for no material '{id}'.", $"该申请不需要材料“{id}”。", [.. known]);

    internal static Refusal AlreadyOpen(string application) => Refusal.Of("already-open",
        $"You have an application for it that is open: {application}. Go on with it, or withdraw it.",
        $"您已有在办的同一申请 {application}，请继续办理或先撤回。");

    internal static Refusal NotGenuine(int which, CredentialProblem problem) => Refusal.Of("not-genuine",
        $"Presentation {which} is refused, {problem.Check} ({problem.Part}): {problem.Message.En} "
        + "Present it again, or hand the material in.",
        $"第 {which} 个出示未通过核验，{problem.Check}（{problem.Part}）：{problem.Message.Zh}请重新出示，或提交该材料。");

    internal static Refusal BadPresentations(int count, int most) => Refusal.Of("bad-request",
        $"Show 1 to {most} credentials, not {count}.", $"须出示 1 至 {most} 个证照，而非 {count} 个。");

    internal static Refusal OtherVersion(string began, string now) => Refusal.Of("other-version",
        $"The application goes by version {began} of the item, and version {now} is in force: withdraw it and apply again.",
        $"该申请按事项版本 {began} 受理，现行版本为 {now}：请撤回后重新申请。");

    internal static Refusal StepNotWaiting(StepState state) => Refusal.Of("wrong-state",
        $"The step is {state}: credentials are shown before a person decides.", $"该环节状态为 {state}，仅在受理前可出示证照。");

    internal static Refusal StepNotForPerson(StepState state) => Refusal.Of("wrong-state",
        $"The step is {state}: a person decides one that is ForPerson.", $"该环节状态为 {state}，仅可审批待人工审批的环节。");

    internal static Refusal MaterialNotOpen(MaterialState state) => Refusal.Of("wrong-state",
        $"The material is {state}: only one that is Open or Asked is handed in.", $"该材料状态为 {state}，无需提交。");

    internal static readonly Refusal BadEvidence =
        Refusal.Of("bad-request", "An evidence id has 1 to 200 characters.", "材料影像编号须为 1 至 200 个字符。");
}
