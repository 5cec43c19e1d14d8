using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Importing;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Documents;
using CityKit.Evidence;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Sensors.Alerts;

namespace CityKit.BuiltIn;

/// <summary>Where in a city of many partitions the built-in commands belong (内置指令的归属).</summary>
internal static class CommandRoutes
{
    private static readonly Dictionary<Type, Func<HubCommand, ActorView, CommandRoute>> Routes = [];

    static CommandRoutes()
    {
        AddSettings();
        AddDevices();
        AddAlertsAndLeads();
        AddItems();
        AddPersonal();
    }

    /// <summary>Where a command belongs; null for a type that is not in the table.</summary>
    /// <param name="command">The command.</param>
    /// <param name="by">What its actor sees, as the journal is to know him.</param>
    internal static CommandRoute? Of(HubCommand command, ActorView by) => Routes.GetValueOrDefault(command.GetType())?.Invoke(command, by);

    /// <summary>Whether the table has a type.</summary>
    internal static bool Has(Type command) => Routes.ContainsKey(command);

    /// <summary>What decides everywhere is the same everywhere.</summary>
    private static void AddSettings()
    {
        Add<PutRules>(_ => CommandRoute.Everywhere);
        Add<PutPolicy>(_ => CommandRoute.Everywhere);
        Add<PutCalendar>(_ => CommandRoute.Everywhere);
        Add<PutProfile>(_ => CommandRoute.Everywhere);
        Add<RetireProfile>(_ => CommandRoute.Everywhere);
        Add<PutGrids>(_ => CommandRoute.Everywhere);
        Add<PutSensors>(_ => new CommandRoute.ToSensors());
        Add<RetireSensor>(c => new CommandRoute.ToSensor(c.Sensor));
        Add<WithdrawConsent>(c => new CommandRoute.ToHousehold(c.Household));
        Add<NoteAway>(c => new CommandRoute.ToHousehold(c.Household));
        Add<SuspendRule>(_ => CommandRoute.Everywhere);
        Add<EndSuspension>(c => Copies(SuspensionDocuments.Kind, c.Suspension));
    }

    private static void AddDevices()
    {
        Add<AdmitDevice>(c => new CommandRoute.ToDevice(c.Device));
        Add<SuspendDevice>(c => new CommandRoute.ToDevice(c.Device));
        Add<ResumeDevice>(c => new CommandRoute.ToDevice(c.Device));
        Add<RevokeDevice>(c => new CommandRoute.ToDevice(c.Device));
        Add<PublishBundle>(c => new CommandRoute.ToDevice(c.Bundle.Content.Device));
        Add<OfferRelease>(c => new CommandRoute.ToDevice(c.Device));
    }

    private static void AddAlertsAndLeads()
    {
        Add<AssignAlert>(c => With(c.Alert));
        Add<CommentAlert>(c => With(c.Alert));
        Add<SnoozeAlert>(c => With(c.Alert));
        Add<ConcludeAlert>(c => With(c.Alert));
        Add<ResolveAlert>(c => With(c.Alert));
        Add<MergeAlert>(c => CommandRoute.With((AlertDocuments.Kind, $"{c.Alert}"), (AlertDocuments.Kind, $"{c.Into}")));
        Add<ConfirmLead>(c => With(c.Lead));
        Add<TakeLead>(c => With(c.Lead));
        Add<ReleaseLead>(c => With(c.Lead));
        Add<DismissLead>(c => With(c.Lead));
        Add<MergeLead>(c => CommandRoute.With((LeadDocuments.Kind, $"{c.Lead}"), (ItemDocuments.Kind, $"{c.Into}")));
        Add<MergeLeads>(c => CommandRoute.With((LeadDocuments.Kind, $"{c.Lead}"), (LeadDocuments.Kind, $"{c.Into}")));
        Add<ReportLead>((c, by) => c is { Place: null, Camera: { } camera } ? new CommandRoute.ToSensor(camera)
            : new CommandRoute.ToPlace(new WorkPlace { Point = c.Place }, null)
            {
                Made = new DocumentKey(LeadDocuments.Kind.Name, $"{MachineDesk.LeadIdOf(KeyOf(c, by))}"),
            });
        Add<HandOverShift>(HandOver);
        Add<AcceptHandOver>(c => Copies(HandOvers.Kind, c.HandOver));
    }

    /// <summary>What is named has to be in one partition; of what an officer has, or sees, each partition hands over its own.</summary>
    private static CommandRoute HandOver(HandOverShift c, ActorView by)
    {
        (DocumentKind, string?)[] named =
        [
            .. (c.Leads ?? []).Select(lead => ((DocumentKind)LeadDocuments.Kind, (string?)$"{lead}")),
            .. (c.Alerts ?? []).Select(alert => ((DocumentKind)AlertDocuments.Kind, (string?)$"{alert}")),
            .. (c.Items ?? []).Select(item => ((DocumentKind)ItemDocuments.Kind, (string?)$"{item}")),
        ];
        if (named.Length > 0) return CommandRoute.With(named);
        var (leads, alerts) = (LeadDocuments.Kind.Query().Where(LeadDocuments.Open, 1),
            AlertDocuments.Kind.Query().Where(AlertDocuments.Open, 1));
        var roles = HandOverDesk.Officers.Roles;
        DocumentQuery?[] queries = !c.All
            ? [leads.Where(LeadDocuments.TakenBy, by.Actor.Id).Plain, alerts.Where(AlertDocuments.OpenAssignee, by.Actor.Id).Plain]
            : [
                ScopeIndex.Narrow(leads, by.Reach, roles)?.Plain, ScopeIndex.Narrow(alerts, by.Reach, roles)?.Plain,
                ItemSight.Narrow(ItemDocuments.Kind.Query().Where(ItemDocuments.Open, 1), by, isOpen: true)?.Plain,
            ];
        return new CommandRoute.ToMatches([.. queries.OfType<DocumentQuery>()]);
    }

    private static void AddItems()
    {
        Add<OpenItem>((c, by) => Opens(c.Place, c.Component?.ToString(), Opening.IdOf(c, KeyOf(c, by))));
        Add<FileReport>((c, by) => Opens(
            new WorkPlace { Point = c.Place }, c.Component?.ToString(), ItemDesk.IdOfReport(KeyOf(c, by))));
        Add<ImportCase>(c => Opens(
            c.Case.Item.Place, $"{c.System}/{c.Case.ExternalId}", CaseImport.IdOf(c.System, c.Case.ExternalId)));
        Add<StepItem>(c => CommandRoute.With((ItemDocuments.Kind, $"{c.Item}"), (ItemDocuments.Kind, c.Step.Other?.ToString())));
        Add<MarkRepeat>(c => CommandRoute.With((ItemDocuments.Kind, $"{c.Item}"), (ItemDocuments.Kind, $"{c.Of}")));
        Add<UndoRepeat>(c => With(c.Item));
        Add<ConfirmComponent>(c => With(c.Item));
        Add<AnswerSurvey>(c => With(c.Item));
    }

    private static void AddPersonal()
    {
        Add<OpenRecords>((c, by) => c.Item is { } item ? With(item)
            : c.Record is { } record ? Copies(PrivacyDocuments.Records, record)
            : new CommandRoute.ToMatches([PrivacyDocuments.Records.Query().Where(PrivacyDocuments.Subject, by.Actor.Id).Plain]));
        Add<OpenReadings>(c => new CommandRoute.ToSensor(c.Sensor));
        Add<EraseSubject>(c => new CommandRoute.ToSubjects([c.Subject, .. c.With]));
        Add<KeepEvidence>(_ => CommandRoute.City);
        Add<ViewEvidence>(c => c.Item is { } item ? With(item)
            : CommandRoute.With((EvidenceDocuments.Kind, c.Evidence.Count > 0 ? c.Evidence[0] : null)));
    }

    private static void Add<T>(Func<T, CommandRoute> route) where T : HubCommand => Add<T>((command, _) => route(command));

    private static void Add<T>(Func<T, ActorView, CommandRoute> route) where T : HubCommand =>
        Routes.Add(typeof(T), (command, by) => route((T)command, by));

    private static string KeyOf(HubCommand command, ActorView by) => CommandIds.KeyOf(by.Actor, command.CommandId);

    private static CommandRoute.ToCopies Copies(DocumentKind kind, string id) => new(new DocumentKey(kind.Name, id));

    private static CommandRoute With(AlertId alert) => CommandRoute.With((AlertDocuments.Kind, $"{alert}"));

    private static CommandRoute With(LeadId lead) => CommandRoute.With((LeadDocuments.Kind, $"{lead}"));

    private static CommandRoute With(WorkItemId item) => CommandRoute.With((ItemDocuments.Kind, $"{item}"));

    private static CommandRoute.ToPlace Opens(WorkPlace place, string? thing, WorkItemId item) =>
        new(place, thing) { Made = new DocumentKey(ItemDocuments.Kind.Name, $"{item}") };
}
