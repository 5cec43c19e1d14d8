using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Sensors.Alerts;

namespace CityKit.BuiltIn;

/// <summary>Hand-overs between duty officers (交接班): what was open at the end of a shift, and who accepted it.</summary>
internal sealed class HandOversModule : ICityModule
{
    public string Name => "handovers";

    public IReadOnlyCollection<string> Needs => ["alerts", "leads", "items"];

    public void Declare(ModuleDeclaration declaration) => declaration
        .Own(HandOvers.Kind)
        .Own(new ModuleQuery<HandOver>("handovers/list", DutyRoom.Watching,
            [
                QueryParameter.Text("state", "'open' (else) for those that wait to be accepted, 'accepted', or 'all'",
                    "open（默认）为待接收，accepted 为已接收，all 为全部"),
                .. Narrowing.TimeParameters,
            ],
            List, (writer, handOver, _) => HandOvers.Write(writer, handOver)))
        .Own(new FindQuery<HandOver>("handovers/find", DutyRoom.Watching, HandOvers.Kind,
            (handOver, view) => HandOvers.Sees(view, handOver), HandOverDesk.NoSuch,
            (writer, handOver, _) => HandOvers.Write(writer, handOver)))
        .Own(new CaseCommand<HandOverShift>("hand-over", Name, HandOverDesk.Officers, new CommandForm<HandOverShift>(Write, Read),
            (desks, c, by, attempt) => desks.HandOvers.Give(Of(c, by.Key), by.Actor, attempt),
            (_, by, facts) => Found(HandOverDesk.IdOf(by.Key), facts),
            new PersonalText<HandOverShift>(HandOverDesk.MaxNote,
                c => c.Note, (c, note) => c with { Note = note }, c => $"handover/{c.CommandId}")))
        .Own(new CaseCommand<AcceptHandOver>("accept-handover", Name, HandOverDesk.Officers, new CommandForm<AcceptHandOver>(
                (writer, c) => writer.WriteString("handover", c.HandOver), (json, id) => new AcceptHandOver(id, json.Text("handover"))),
            (desks, c, by, attempt) => desks.HandOvers.Accept(c.HandOver, by.Actor, attempt),
            (c, _, facts) => Found(c.HandOver, facts)));

    private static ShiftEnd Of(HandOverShift c, string key) =>
        new(key, c.To, c.Note, c.All) { Leads = c.Leads, Alerts = c.Alerts, Items = c.Items };

    private static CommandAnswer Found(string id, IFacts facts) =>
        CommandAnswer.Done() with { HandOver = facts.Find(HandOvers.Kind, id) };

    /// <summary>Those where the asker's roles count, and his own.</summary>
    private static DocumentQuery<HandOver>? List(QueryArguments arguments, ActorView view)
    {
        var all = HandOvers.Kind.Query().InTime(HandOvers.At, arguments);
        var asked = (arguments.Word("state", "open", "accepted", "all") ?? "open") switch
        {
            "all" => all,
            "accepted" => all.Where(HandOvers.Open, 0),
            _ => all.Where(HandOvers.Open, 1),
        };
        return view.Reach.IsCity(DutyRoom.Watching.Roles) ? asked : asked.Where(HandOvers.InScope,
            [.. DutyRoom.Watching.Roles.SelectMany(view.Reach.Of).Concat(Scope.Cut(ScopeKind.Own, view.Actor.Id))
                .Distinct().Select(scope => scope.ToString())]);
    }

    private static void Write(Utf8JsonWriter writer, HandOverShift c)
    {
        CommandMembers.Write(writer, ("to", c.To), ("note", c.Note));
        if (c.All) writer.WriteBoolean("all", true);
        Write(writer, "leads", c.Leads);
        Write(writer, "alerts", c.Alerts);
        Write(writer, "items", c.Items);
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, ImmutableArray<T>? ids) where T : struct
    {
        if (ids is { } named) CommandMembers.WriteAll(writer, name, named.Select(id => id.ToString()!));
    }

    private static HandOverShift Read(CommandMembers json, string id) => new(id, json.TextIfAny("to"))
    {
        Note = json.TextIfAny("note"), All = json.Has("all"),
        Leads = Ids<LeadId>(json, "leads"), Alerts = Ids<AlertId>(json, "alerts"), Items = Ids<WorkItemId>(json, "items"),
    };

    private static ImmutableArray<T>? Ids<T>(CommandMembers json, string name) where T : struct, IParsable<T> =>
        json.ObjectIfAny(name) is { } array
            ? [.. array.EnumerateArray().Select(value => T.Parse(value.GetString()!, CultureInfo.InvariantCulture))]
            : null;
}
