using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Evidence;
using CityKit.Modules;
using CityKit.Privacy;

namespace CityKit.BuiltIn;

/// <summary>Evidence (证据), as a part of the module of protected records: it goes with its subject as they do.</summary>
internal static class EvidenceCommands
{
    private static readonly Access Everyone = Access.For(DataClass.Personal);

    internal static ModuleDeclaration Evidence(this ModuleDeclaration declaration, string module) => declaration
        .Own(EvidenceDocuments.Kind)
        .Own(new CaseCommand<KeepEvidence>("keep-evidence", module, Everyone, new CommandForm<KeepEvidence>(
                (writer, c) => CommandMembers.Write(writer, ("evidence", c.Evidence), ("subject", c.Subject.ToString()), ("kind", c.Type),
                    ("bytes", c.Bytes.ToString(CultureInfo.InvariantCulture)), ("stored", c.Stored), ("shown", c.Shown),
                    ("orientation", c.Orientation.ToString(CultureInfo.InvariantCulture))),
                (json, id) => new KeepEvidence(id, json.Text("evidence"), json.Value<SubjectId>("subject"), json.Text("kind"),
                    json.Value<long>("bytes"), json.Text("stored"), json.TextIfAny("shown"), json.Value<int>("orientation"))),
            (_, c, by, attempt) => EvidenceDesk.Keep(c, by.Actor, attempt), (_, _, _) => CommandAnswer.Done()))
        .Own(new CaseCommand<ViewEvidence>("view-evidence", module, Everyone, new CommandForm<ViewEvidence>(
                (writer, c) => CommandMembers.Write(writer, ("evidence", string.Join(' ', c.Evidence)), ("item", c.Item?.ToString()),
                    ("part", c.Part), ("purpose", c.Purpose)),
                (json, id) => new ViewEvidence(id, json.Text("evidence").Split(' ', StringSplitOptions.RemoveEmptyEntries),
                    json.TextIfAny("item") is { } item ? WorkItemId.Parse(item) : null, json.Text("part"), json.Text("purpose"))),
            (_, c, by, attempt) => EvidenceDesk.View(c, by.Key, by.Actor, attempt), (_, _, _) => CommandAnswer.Done()))
        .OnChange(ItemHistory.Kind, EvidenceDesk.Follow)
        .Timer(EvidenceDocuments.Kind, EvidenceDocuments.LooseUntil, EvidenceDesk.DropLoose);
}
