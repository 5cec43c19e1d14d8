using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Notifications;
using CityKit.Sensors.Alerts;

namespace CityKit.AlertDesk;

/// <summary>
/// Counts how often machines are right, and says whether one has earned it that its findings open work items by themselves (自动立案条件).
/// </summary>
/// <param name="policy">Gives the policy in force.</param>
internal sealed class MachineTrust(Func<WorkPolicy> policy)
{
    /// <summary>The finding's code.</summary>
    internal const string Stopped = "automatic-stopped";

    /// <summary>Why a finding waits for a person although its class opens work items by itself; null when it does not.</summary>
    internal static LeadWait? WaitOf(MachineFinding machine, MachineRow row, IFacts facts)
    {
        if (!row.IsEarned || !row.Automatic || machine.Source is not { } source) return null;
        var record = facts.Find(MachineRecords.Kind, MachineRecord.IdOf(row.Class.ToString(), source, machine.By, machine.Version));
        return row.Opens(record?.Confirmed ?? 0, record?.Dismissed ?? 0) ? null : LeadWait.Of(record, row);
    }

    /// <summary>
    /// Reads what <see cref="Count(Lead, bool, Attempt)"/> will, together with what else a decision reads: its rounds are few.
    /// </summary>
    internal static void Read(Lead lead, IFacts facts)
    {
        foreach (var found in lead.MachineFindings)
            if (found.Source is { } source)
                facts.Find(MachineRecords.Kind, MachineRecord.IdOf(lead.Class, source, found.By, found.Version));
    }

    /// <summary>Counts what a lead was, once for each machine that found it.</summary>
    internal void Count(Lead lead, bool isRight, Attempt changes)
    {
        var machines = lead.MachineFindings.Where(found => found.Source is not null)
            .DistinctBy(found => (found.Source, found.By, found.Version));
        foreach (var machine in machines) Count(lead, machine, isRight, changes);
    }

    /// <summary>Whether a work item has ended that a machine found.</summary>
    internal static bool Concerns(WorkItem item) => !item.IsOpen && LeadSources.IsMachine(item.Source);

    /// <summary>Whether somebody found out that what a machine found was nothing.</summary>
    internal static bool Concerns(Alert alert) => alert is { Machine.Source: not null, Work.Outcome: AlertOutcome.False };

    /// <summary>A work item that opened by itself has ended: what it was says whether the machine was right.</summary>
    internal void Follow(WorkItem item, Attempt changes)
    {
        if (UnprovenOf(item, changes) is not { } lead) return;
        Prove(lead, !RowOf(lead.Class, lead.Machine!.Source).FalseIn.Contains(item.State), changes);
    }

    /// <summary>Somebody found out that there was nothing.</summary>
    internal void Follow(Alert alert, Attempt changes)
    {
        var lead = changes.Query(LeadDocuments.Kind.Query().Where(LeadDocuments.OfAlert, alert.Id.ToString())
            .OrderBy(LeadDocuments.At).Take(1)).FirstOrDefault();
        if (lead is { IsUnproven: true }) Prove(lead, false, changes);
    }

    private static Lead? UnprovenOf(WorkItem item, Attempt facts) => facts.Query(LeadDocuments.Kind.Query()
        .Where(LeadDocuments.Unproven, item.Id.ToString()).OrderBy(LeadDocuments.At).Take(1)).FirstOrDefault();

    private void Prove(Lead lead, bool isRight, Attempt changes)
    {
        changes.Put(LeadDocuments.Kind, lead with { WasRight = isRight });
        Count(lead, isRight, changes);
    }

    private void Count(Lead lead, MachineFinding machine, bool isRight, Attempt changes)
    {
        var source = machine.Source!.Value;
        var before = changes.Find(MachineRecords.Kind, MachineRecord.IdOf(lead.Class, source, machine.By, machine.Version))
            ?? new MachineRecord(lead.Class, source, machine.By, machine.Version ?? "");
        var after = before with
        {
            Confirmed = before.Confirmed + (isRight ? 1 : 0), Dismissed = before.Dismissed + (isRight ? 0 : 1), ChangedAt = changes.Now,
        };
        changes.Put(MachineRecords.Kind, after);
        var row = RowOf(lead.Class, source);
        if (!row.IsEarned || row.Opens(before.Confirmed, before.Dismissed) == row.Opens(after.Confirmed, after.Dismissed)) return;
        Tell(lead, after, row, changes);
    }

    private MachineRow RowOf(string key, MachineSource? source) => policy().MachineRowOf(ClassKey.Parse(key), source);

    /// <summary>Duty officers are notified that a machine opens work items by itself from now on, or does not any more.</summary>
    private static void Tell(Lead lead, MachineRecord record, MachineRow row, Attempt changes)
    {
        var wait = LeadWait.Of(record, row);
        var title = lead.Title;
        if (row.Opens(record.Confirmed, record.Dismissed))
            changes.Notify(NotificationKind.Notice, lead.Id.ToString(), new LocalizedText(
                $"{title.Zh}：{record.By} {record.Version} 已达标（确认 {record.Confirmed}，准确率 {wait.Precision}），今后的发现自动立项。",
                $"{title.En}: {record.By} {record.Version} has earned it ({record.Confirmed} confirmed, precision {wait.Precision}): "
                + "its findings open work items by themselves from now on."), nameof(Role.DutyOfficer));
        else
            changes.Add(Stopped, record.By, record.ChangedAt, record.ChangedAt, new LocalizedText(
                $"{title.Zh}：准确率降至 {wait.Precision}，低于要求的 {row.AtPrecision}，已停止自动立项；其发现改由值班员处理。",
                $"{title.En}: its precision fell to {wait.Precision}, below {row.AtPrecision}: its findings open no work items by "
                + "themselves any more, a duty officer decides them."), nameof(Role.DutyOfficer));
    }
}
