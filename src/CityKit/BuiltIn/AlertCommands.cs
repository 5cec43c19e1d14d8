using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using NodaTime.Text;

namespace CityKit.BuiltIn;

/// <summary>What people do with alerts: assign, comment, snooze, say what it was, resolve, merge.</summary>
internal static class AlertCommands
{
    private const string Module = "alerts";
    private static readonly Access Deciders = Access.For(DataClass.Work, Role.DutyOfficer, Role.DutyLeader);

    internal static IReadOnlyList<DeclaredCommand> All { get; } =
        [
            On<AssignAlert>("assign-alert", c => c.Alert, (writer, c) => writer.WriteString("to", c.To),
                (json, alert, id) => new AssignAlert(id, alert, json.Text("to")),
                (_, alert, c, by, attempt) => AlertWorkDesk.Assign(alert, c.To, by, attempt)),
            On<CommentAlert>("comment-alert", c => c.Alert, (writer, c) => writer.WriteString("text", c.Text),
                (json, alert, id) => new CommentAlert(id, alert, json.Text("text")),
                (_, alert, c, by, attempt) => AlertWorkDesk.Comment(alert, c.Text, by, attempt),
                Words<CommentAlert>(c => c.Text, (c, text) => c with { Text = text }, c => c.Alert)),
            On<SnoozeAlert>("snooze-alert", c => c.Alert, (writer, c) => DeskJson.WriteTime(writer, "until", c.Until),
                (json, alert, id) => new SnoozeAlert(id, alert, InstantPattern.ExtendedIso.Parse(json.Text("until")).GetValueOrThrow()),
                (_, alert, c, by, attempt) => AlertWorkDesk.Snooze(alert, c.Until, by, attempt)),
            On<ConcludeAlert>("conclude-alert", c => c.Alert, (writer, c) => writer.WriteString("outcome", c.Outcome.ToString()),
                (json, alert, id) => new ConcludeAlert(id, alert, Enum.Parse<AlertOutcome>(json.Text("outcome"))),
                (_, alert, c, by, attempt) => AlertWorkDesk.Conclude(alert, c.Outcome, by, attempt)),
            On<ResolveAlert>("resolve-alert", c => c.Alert, (writer, c) => writer.WriteString("reason", c.Reason),
                (json, alert, id) => new ResolveAlert(id, alert, json.Text("reason")),
                (_, alert, c, by, attempt) => AlertWorkDesk.Resolve(alert, c.Reason, by, attempt),
                Words<ResolveAlert>(c => c.Reason, (c, reason) => c with { Reason = reason }, c => c.Alert)),
            On<MergeAlert>("merge-alert", c => c.Alert, (writer, c) => writer.WriteString("into", c.Into.ToString()),
                (json, alert, id) => new MergeAlert(id, alert, json.Value<AlertId>("into")),
                (desks, alert, c, by, attempt) => AlertWorkDesk.Merge(alert, Seen(desks, c.Into, by, attempt)?.Alert, by, attempt)),
        ];

    /// <summary>The answer for an alert that does not exist, and for one that is not the actor's.</summary>
    internal static Refusal NoSuch { get; } = Refusal.Of("not-found",
        "There is no such alert, or it is not yours to see.", "没有该告警，或您无权查看。");

    private static PersonalText<T> Words<T>(Func<T, string?> of, Func<T, string, T> with, Func<T, AlertId> alertOf) where T : HubCommand =>
        new(AlertWorkDesk.MaxText, of, with, c => $"alert/{alertOf(c)}");

    private static CaseCommand<T> On<T>(string name, Func<T, AlertId> alertOf, Action<Utf8JsonWriter, T> write,
        Func<CommandMembers, AlertId, string, T> read, Func<HubDesks, Alert, T, Actor, Attempt, DeskAnswer> carry,
        PersonalText<T>? text = null) where T : HubCommand =>
        new(name, Module, Deciders, new CommandForm<T>(
                (writer, command) =>
                {
                    writer.WriteString("alert", alertOf(command).ToString());
                    write(writer, command);
                },
                (json, id) => read(json, json.Value<AlertId>("alert"), id)),
            (desks, command, by, attempt) => Seen(desks, alertOf(command), by.Actor, attempt) is var (alert, over)
                ? carry(desks, alert, command, over, attempt)
                : DeskAnswer.Refused(NoSuch),
            (command, _, facts) => CommandAnswer.Done() with { Alert = Find(alertOf(command), facts) }, text);

    /// <summary>The alert, and the actor with the roles that count over it; null when none does.</summary>
    private static (Alert Alert, Actor Over)? Seen(HubDesks desks, AlertId id, Actor actor, Attempt attempt) =>
        Find(id, attempt) is { } alert && desks.Items.ViewOf(actor, attempt.Now).Over(alert.Subject.Scopes, Deciders.Roles) is { } over
            ? (alert, over) : null;

    private static Alert? Find(AlertId id, IFacts facts) => facts.Find(AlertDocuments.Kind, id.ToString());
}
