using System.Globalization;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>Leads (预警线索): what machines found and a duty officer decides.</summary>
internal sealed class LeadsModule : ICityModule
{
    private static readonly Access Deciders = Access.For(DataClass.Work, Role.DutyOfficer, Role.DutyLeader, Role.System);

    private static readonly Access Machines = Access.For(DataClass.Work, Role.Machine);

    private const string Leads = "leads";

    public string Name => Leads;

    public IReadOnlyCollection<string> Needs => ["alerts", "items"];

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(LeadDocuments.Kind)
        .Own(MachineRecords.Kind)
        .Own(LeadQueries.Queue)
        .Own(LeadQueries.Machines)
        .Own(LeadQueries.Figures)
        .Own(LeadQueries.List)
        .Own(LeadQueries.Find)
        .Own(LeadQueries.Explain)
        .Own(LeadQueries.Replay)
        .Own(new CaseCommand<ReportLead>("report-lead", Name, Machines, new CommandForm<ReportLead>(Write, ReadReport),
            (desks, report, by, attempt) => desks.Machines.Take(Of(report, by), attempt),
            (_, by, facts) => CommandAnswer.Done(null, MachineDesk.LeadOf(by.Key, facts))))
        .Own(OnLead<ConfirmLead>("confirm", c => c.Lead, (_, _) => { }, (_, lead, id) => new ConfirmLead(id, lead),
            (desks, lead, _, by, attempt) => desks.Leads.Confirm(lead, by, attempt)))
        .Own(OnLead<TakeLead>("take-lead", c => c.Lead, (_, _) => { }, (_, lead, id) => new TakeLead(id, lead),
            (_, lead, _, by, attempt) => LeadDesk.Take(lead, by, attempt)))
        .Own(OnLead<ReleaseLead>("release-lead", c => c.Lead, (_, _) => { }, (_, lead, id) => new ReleaseLead(id, lead),
            (_, lead, _, by, attempt) => LeadDesk.Release(lead, by, attempt)))
        .Own(OnLead<DismissLead>("dismiss", c => c.Lead,
            (writer, c) => CommandMembers.Write(writer, ("reason", c.Reason), ("because", c.Because)),
            (json, lead, id) => new DismissLead(id, lead, json.Text("reason")) { Because = json.TextIfAny("because") },
            (desks, lead, command, by, attempt) => desks.Leads.Dismiss(lead, command.Reason, command.Because, by, attempt),
            new PersonalText<DismissLead>(
                LeadDesk.MaxReason, c => c.Reason, (c, reason) => c with { Reason = reason }, c => $"lead/{c.Lead}")))
        .Own(OnLead<MergeLead>("merge", c => c.Lead, (writer, c) => writer.WriteString("into", c.Into.ToString()),
            (json, lead, id) => new MergeLead(id, lead, json.Value<WorkItemId>("into")),
            (desks, lead, command, by, attempt) => desks.Leads.Merge(lead, Seen(desks, command.Into, by, attempt), by, attempt)))
        .Own(OnLead<MergeLeads>("merge-leads", c => c.Lead, (writer, c) => writer.WriteString("into", c.Into.ToString()),
            (json, lead, id) => new MergeLeads(id, lead, json.Value<LeadId>("into")),
            (desks, lead, command, by, attempt) => LeadDesk.Merge(lead, Seen(desks, command.Into, by, attempt), by, attempt)));

    /// <summary>What becomes of what opened by itself says whether its machine was right, for the hub.</summary>
    internal static IReadOnlyList<ModuleListener> ListenersOf(MachineTrust trust) =>
        [
            new ModuleListener<WorkItem>(ItemDocuments.Kind, Leads,
                (item, _, changes) => trust.Follow(item, (Attempt)changes), MachineTrust.Concerns),
            new ModuleListener<Alert>(AlertDocuments.Kind, Leads,
                (alert, _, changes) => trust.Follow(alert, (Attempt)changes), MachineTrust.Concerns),
        ];

    private static MachineReport Of(ReportLead report, Asking by) => new(by.Key, report.Class, report.At, report.Place, report.Camera,
        new MachineFinding(by.Actor.Id, report.Confidence, report.Snapshot, report.SnapshotSha256)
        {
            Source = report.Source, Version = report.Version, Clip = report.Clip, ClipSha256 = report.ClipSha256,
        });

    private static void Write(Utf8JsonWriter writer, ReportLead report)
    {
        CommandMembers.Write(writer, ("class", report.Class.ToString()),
            ("confidence", report.Confidence.ToString(CultureInfo.InvariantCulture)),
            ("at", InstantPattern.ExtendedIso.Format(report.At)), ("camera", report.Camera?.ToString()),
            ("snapshot", report.Snapshot), ("sha256", report.SnapshotSha256),
            ("source", report.Source is { } source ? LeadSources.WordOf(source) : null), ("version", report.Version),
            ("clip", report.Clip), ("clipSha256", report.ClipSha256));
        if (report.Place is not { } place) return;
        writer.WriteNumber("longitude", place.Longitude);
        writer.WriteNumber("latitude", place.Latitude);
    }

    private static ReportLead ReadReport(CommandMembers json, string id) => new(id, json.Value<ClassKey>("class"),
        decimal.Parse(json.Text("confidence"), CultureInfo.InvariantCulture),
        InstantPattern.ExtendedIso.Parse(json.Text("at")).GetValueOrThrow())
    {
        Place = json.Has("longitude") ? GeoPoint.FromDegrees(json.Number("longitude"), json.Number("latitude")) : null,
        Camera = json.TextIfAny("camera") is { } camera ? ConfigurationModule.ReadSensor(camera) : null,
        Snapshot = json.TextIfAny("snapshot"),
        SnapshotSha256 = json.TextIfAny("sha256"),
        Source = json.TextIfAny("source") is { } source ? LeadSources.Parse(source) : null,
        Version = json.TextIfAny("version"),
        Clip = json.TextIfAny("clip"),
        ClipSha256 = json.TextIfAny("clipSha256"),
    };

    private CaseCommand<T> OnLead<T>(string name, Func<T, LeadId> leadOf, Action<Utf8JsonWriter, T> write,
        Func<CommandMembers, LeadId, string, T> read, Func<HubDesks, Lead, T, Actor, Attempt, DeskAnswer> carry,
        PersonalText<T>? text = null) where T : HubCommand =>
        new(name, Name, Deciders, new CommandForm<T>(
                (writer, command) =>
                {
                    writer.WriteString("lead", leadOf(command).ToString());
                    write(writer, command);
                },
                (json, id) => read(json, json.Value<LeadId>("lead"), id)),
            (desks, command, by, attempt) => Find(leadOf(command), attempt) is { } lead
                && desks.Items.ViewOf(by.Actor, attempt.Now).Over(lead.Subject.Scopes, Deciders.Roles) is { } over
                ? carry(desks, lead, command, over, attempt)
                : DeskAnswer.Refused(NoSuch),
            (command, _, facts) => Again(leadOf(command), facts), text);

    private static WorkItem? Seen(HubDesks desks, WorkItemId id, Actor actor, Attempt attempt) =>
        attempt.OpenItem(id) is { } item && desks.Items.ViewOf(actor, attempt.Now).Over(item) is not null ? item : null;

    private static Lead? Seen(HubDesks desks, LeadId id, Actor actor, Attempt attempt) => Find(id, attempt) is { } lead
        && desks.Items.ViewOf(actor, attempt.Now).Over(lead.Subject.Scopes, Deciders.Roles) is not null ? lead : null;

    private static CommandAnswer Again(LeadId id, IFacts facts)
    {
        var lead = Find(id, facts);
        return CommandAnswer.Done(lead?.Item is { } item ? facts.Find(ItemDocuments.Kind, item.ToString()) : null, lead);
    }

    private static Lead? Find(LeadId id, IFacts facts) => facts.Find(LeadDocuments.Kind, id.ToString());

    internal static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such lead, or it is not yours to decide.", "没有该线索，或您无权处理。");
}
