using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using NodaTime;

namespace CityKit.AlertDesk;

/// <summary>
/// Takes what machines report: an alert of the moment, and the lead that it opens or joins. What a machine's clock cannot say is doubted as
/// a device's is.
/// </summary>
/// <param name="setup">Classes and options.</param>
/// <param name="leads">Opens leads.</param>
/// <param name="locator">Where things are.</param>
/// <param name="policy">Gives the policy in force.</param>
/// <param name="sensors">Gives the sensors in force.</param>
internal sealed class MachineDesk(
    HubSetup setup, LeadDesk leads, Locator locator, Func<WorkPolicy> policy, Func<SensorRegister> sensors)
{
    private const int MaxSnapshot = 256;
    private const int HashDigits = 64;
    private const int MaxVersion = 64;
    private HubOptions Options => setup.Options;

    internal DeskAnswer Take(MachineReport report, Attempt changes)
    {
        var row = policy().MachineRowOf(report.Class, report.Finding.Source);
        var isAhead = report.At > changes.Now + Options.DeviceClockTolerance;
        var at = isAhead ? changes.Now : report.At;
        var camera = report.Camera is { } key ? sensors().Find(key, at) : null;
        if (Wrong(report, row, camera) is { } refusal) return DeskAnswer.Refused(refusal);
        var alert = AlertOf(report, at, isAhead, SubjectOf(report, camera), changes.Now);
        changes.Put(AlertDocuments.Kind, alert);
        ItemDesk.TellUnread(alert.Id.ToString(), changes);
        if (isAhead) changes.Add("clock-ahead", alert.Source, at, at, ClockAhead(report, changes.Now), Options.MaintenanceAudience);
        var wait = MachineTrust.WaitOf(report.Finding, row, changes);
        var lead = leads.Open(alert,
            new RuleLead(row.Profile, report.Class.ToString(), row.Automatic && wait is null, null), changes, wait);
        return DeskAnswer.Done(null, lead);
    }

    /// <summary>The lead that a report opened; null when it joined another, or a work item.</summary>
    internal static Lead? LeadOf(string key, IFacts facts) =>
        facts.Find(LeadDocuments.Kind, LeadIdOf(key).ToString());

    /// <param name="key">The report's key.</param>
    internal static LeadId LeadIdOf(string key) => LeadDesk.IdOf(IdOf(key).ToString());

    private Alert AlertOf(MachineReport report, Instant at, bool isAhead, Subject subject, Instant now) =>
        new(IdOf(report.Key), Alert.MachineFound, SourceOf(report), at)
        {
            Severity = Severity.Warning,
            Title = setup.Catalogues.Find(report.Class)?.Name ?? new LocalizedText(report.Class.ToString(), report.Class.ToString()),
            Subject = subject,
            ReceivedAt = now,
            Late = now - at > Options.LateAfter,
            TimeUnknown = isAhead,
            ClearedAt = at,
            Machine = report.Finding,
        };

    private Subject SubjectOf(MachineReport report, Sensor? camera)
    {
        var seen = camera is null ? Subject.Unknown : locator.SubjectOf(camera);
        return report.Place is { } point ? new Subject(locator.PlaceOf(point)) : seen;
    }

    private static string SourceOf(MachineReport report) => report.Camera?.ToString() ?? report.Finding.By;

    private static AlertId IdOf(string key) =>
        new(BinaryPrimitives.ReadUInt128BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{Alert.MachineFound}|{key}"))));

    private Refusal? Wrong(MachineReport report, MachineRow row, Sensor? camera) =>
        !setup.Catalogues.Knows(report.Class) ? UnknownClass(report.Class)
        : report.Camera is { } key && camera is null ? Refusal.Of("not-found",
            $"The camera {key} is not in the sensor register at {report.At}: add it, or name a place.", $"摄像机 {key} 未登记，请先登记或给出位置。")
        : report.Place is null && camera is null ? Refusal.Of("bad-request",
            "A finding names a place or a camera of the sensor register.", "须给出位置，或已登记的摄像机。")
        : report.Finding.Confidence is < 0 or > 1 ? Refusal.Of("bad-request",
            $"The confidence is {report.Finding.Confidence}; it must be from 0 to 1.", $"置信度为 {report.Finding.Confidence}，须在 0 至 1 之间。")
        : WrongEvidence(report.Finding) ?? (report.Finding.Confidence < row.LeastConfidence ? Unsure(report, row) : null);

    private static Refusal? WrongEvidence(MachineFinding finding) =>
        WrongReference(finding.Snapshot, "picture", "图片") ?? WrongHash(finding.SnapshotSha256)
        ?? WrongReference(finding.Clip, "clip", "视频片段") ?? WrongHash(finding.ClipSha256) ?? WrongVersion(finding.Version);

    private static Refusal? WrongReference(string? reference, string en, string zh) =>
        reference is not { Length: 0 or > MaxSnapshot }
            ? null
            : Refusal.Of("bad-request", $"A reference to a {en} has 1 to {MaxSnapshot} characters, not {reference.Length}.",
            $"{zh}引用须为 1 至 {MaxSnapshot} 个字符，而非 {reference.Length} 个。");

    private static Refusal? WrongHash(string? hash) =>
        hash is null || (hash.Length == HashDigits && !hash.AsSpan().ContainsAnyExcept("0123456789abcdef")) ? null
            : Refusal.Of("bad-request", $"'{hash}' is no SHA-256: {HashDigits} lower-case hexadecimal digits.",
                $"“{hash}”不是 SHA-256：须为 {HashDigits} 位小写十六进制数字。");

    private static Refusal? WrongVersion(string? version) => version is not { Length: 0 or > MaxVersion } ? null
        : Refusal.Of("bad-request", $"A version has 1 to {MaxVersion} characters, not {version.Length}.",
            $"版本须为 1 至 {MaxVersion} 个字符，而非 {version.Length} 个。");

    private Refusal UnknownClass(ClassKey key) => Refusal.Of("unknown-class",
        $"There is no class {key} in the city's catalogues.", $"分类目录中没有 {key}。",
        setup.Catalogues.FindNear(key.ToString()) is { } near ? [near] : []);

    private static Refusal Unsure(MachineReport report, MachineRow row) => Refusal.Of("low-confidence",
        $"The confidence is {report.Finding.Confidence}; the policy takes findings of {report.Class} from {row.LeastConfidence} on.",
        $"置信度 {report.Finding.Confidence} 低于办理规则对 {report.Class} 的要求 {row.LeastConfidence}。");

    private LocalizedText ClockAhead(MachineReport report, Instant now) => new(
        $"机器时间 {report.At} 比中枢时间 {now} 快超过 {Options.DeviceClockTolerance.TotalMinutes:0} 分钟，按接收时间处理；请校准其时钟。",
        $"The machine's time {report.At} is more than {Options.DeviceClockTolerance.TotalMinutes:0} minutes ahead of the hub's {now}: "
        + "the finding counts as of when it was received. Set its clock.");
}
