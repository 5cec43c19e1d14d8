using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Rules;
using NodaTime;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>Maintenance windows of rules, and notes of households that they are away (规则暂停).</summary>
internal sealed class SuspensionsModule : ICityModule
{
    private const int MaxReason = 500;

    private static readonly Access Maintainers =
        Access.For(DataClass.Work, Role.DutyLeader, Role.Administrator) with { IsCityWide = true };

    /// <summary>Who may say that a household is away, where his role counts: its contact has the role Resident in that household.</summary>
    private static readonly Access Carers =
        Access.For(DataClass.Work, Role.CareWorker, Role.Resident, Role.DutyOfficer, Role.DutyLeader);

    public string Name => "suspensions";

    public IReadOnlyCollection<string> Needs => ["alerts", "leads", "items"];

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(SuspensionDocuments.Kind)
        .Own(SuspensionDocuments.Held)
        .Own(new CaseCommand<SuspendRule>("suspend-rule", Name, Maintainers, new CommandForm<SuspendRule>(Write, ReadSuspend),
            (desks, c, by, attempt) => desks.Suspensions.Suspend(NoteOf(c, by, attempt.Now), attempt), (_, _, _) => CommandAnswer.Done(),
            new PersonalText<SuspendRule>(
                MaxReason, c => c.Reason, (c, reason) => c with { Reason = reason }, c => $"suspension/{c.Rule}")))
        .Own(new CaseCommand<NoteAway>("note-away", Name, Carers, new CommandForm<NoteAway>(Write, ReadAway),
            NoteAway, (_, _, _) => CommandAnswer.Done()))
        .Own(new CaseCommand<EndSuspension>("end-suspension", Name, Access.For(DataClass.Work), new CommandForm<EndSuspension>(
                (writer, c) => writer.WriteString("suspension", c.Suspension),
                (json, id) => new EndSuspension(id, json.Text("suspension"))),
            End, (_, _, _) => CommandAnswer.Done()))
        .Own(new ModuleQuery<SuspensionNote>("suspensions/list", DutyRoom.WatchingAll,
            [
                QueryParameter.Text("state", "'open' (else) for those that are not over, 'all' for every one", "open（默认）为未结束，all 为全部"),
                CommonParameters.Rule, .. Narrowing.TimeParameters,
            ],
            List, (writer, note, _) => SuspensionDocuments.Write(writer, note)));

    /// <summary>Ends suspensions and raises what they held back, for the hub: it opens leads, too.</summary>
    internal static IEnumerable<ModuleTimer> TimersOf(SuspensionDesk desk, AlertRaiser raiser) =>
        [
            new ModuleTimer<SuspensionNote>(SuspensionDocuments.Kind, SuspensionDocuments.Due, null,
                (note, _, changes) => desk.End(note, (Attempt)changes)),
            new ModuleTimer<HeldAlert>(SuspensionDocuments.Held, SuspensionDocuments.HeldUntil, null,
                (held, _, changes) => desk.Release(held, raiser, (Attempt)changes)),
        ];

    private static SuspensionNote NoteOf(SuspendRule c, Asking by, Instant now) => new(by.Key, new Suspension(c.From, c.Until)
    {
        Rule = c.Rule, Source = c.Source, Household = c.Household, Area = c.Area,
    }, c.Reason, by.Actor.Id, now);

    private static SuspensionNote NoteOf(NoteAway c, Asking by, Instant now) =>
        new(by.Key, new Suspension(c.From, c.Until) { Household = c.Household, Purpose = c.Purpose }, null, by.Actor.Id, now);

    private static DeskAnswer NoteAway(HubDesks desks, NoteAway command, Asking by, Attempt attempt) =>
        MayNote(desks, command.Household, command.Purpose, by.Actor, attempt.Now)
            ? SuspensionDesk.NoteAway(NoteOf(command, by, attempt.Now), attempt)
            : DeskAnswer.Refused(Refusal.Of("not-found",
                $"No sensor of household '{command.Household}' has a consent for '{command.Purpose}', or it is not yours to speak for.",
                $"住户“{command.Household}”没有传感器以“{command.Purpose}”为目的取得同意，或您无权代其登记。"));

    private static bool MayNote(HubDesks desks, string household, string purpose, Actor actor, Instant now)
    {
        var entries = desks.Suspensions.Under(household, purpose);
        var scopes = entries.SelectMany(entry => ItemScopes.Of(new WorkPlace { Grid = entry.Grid, Compound = entry.Compound }))
            .Concat(Scope.Cut(ScopeKind.Household, household));
        return entries.Count > 0 && desks.Items.ViewOf(actor, now).Over(scopes, Carers.Roles) is not null;
    }

    /// <summary>Who may begin one may end it.</summary>
    private static DeskAnswer End(HubDesks desks, EndSuspension command, Asking by, Attempt attempt)
    {
        if (attempt.Find(SuspensionDocuments.Kind, command.Suspension) is not { EndedAt: null } note
            || !MayEnd(desks, note, by.Actor, attempt.Now))
            return DeskAnswer.Refused(Refusal.Of("not-found",
                "There is no such suspension, it is over, or it is not yours to end.", "没有该暂停登记、已结束，或您无权结束。"));
        desks.Suspensions.End(note, attempt);
        return DeskAnswer.Done(null);
    }

    private static bool MayEnd(HubDesks desks, SuspensionNote note, Actor actor, Instant now) => note.Of.Purpose is { } purpose
        ? MayNote(desks, note.Of.Household!, purpose, actor, now)
        : Maintainers.Check("end-suspension", desks.Items.ViewOf(actor, now)) is null;

    private static DocumentQuery<SuspensionNote>? List(QueryArguments arguments, ActorView view)
    {
        var all = SuspensionDocuments.Kind.Query().WhereGiven(SuspensionDocuments.Rule, arguments.Text("rule"))
            .InTime(SuspensionDocuments.At, arguments);
        return arguments.Word("state", "open", "all") == "all" ? all : all.Where(SuspensionDocuments.Open, 1);
    }

    private static void Write(Utf8JsonWriter writer, SuspendRule c)
    {
        CommandMembers.Write(writer, ("rule", c.Rule), ("source", c.Source), ("household", c.Household), ("area", c.Area));
        WriteSpan(writer, c.From, c.Until);
        writer.WriteString("reason", c.Reason);
    }

    private static void Write(Utf8JsonWriter writer, NoteAway c)
    {
        CommandMembers.Write(writer, ("household", c.Household), ("purpose", c.Purpose));
        WriteSpan(writer, c.From, c.Until);
    }

    private static void WriteSpan(Utf8JsonWriter writer, Instant from, Instant until)
    {
        DeskJson.WriteTime(writer, "from", from);
        DeskJson.WriteTime(writer, "until", until);
    }

    private static SuspendRule ReadSuspend(CommandMembers json, string id) =>
        new(id, json.Text("rule"), Time(json, "from"), Time(json, "until"), json.Text("reason"))
        {
            Source = json.TextIfAny("source"), Household = json.TextIfAny("household"), Area = json.TextIfAny("area"),
        };

    private static NoteAway ReadAway(CommandMembers json, string id) =>
        new(id, json.Text("household"), json.Text("purpose"), Time(json, "from"), Time(json, "until"));

    private static Instant Time(CommandMembers json, string name) => InstantPattern.ExtendedIso.Parse(json.Text(name)).GetValueOrThrow();
}
