using System.Text;
using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Cases.Importing;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Doors;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Residents;

namespace CityKit.BuiltIn;

/// <summary>Work items (工作项) and people's reports, which open them. Who may do what is in their profiles.</summary>
internal sealed class ItemsModule : ICityModule
{
    private const string Items = "items";
    private static readonly Access ByProfile = Access.For(DataClass.Work);
    private static readonly Access Administrators = Access.For(DataClass.Work, Role.Administrator) with { IsCityWide = true };

    public string Name => Items;

    public void Declare(ModuleDeclaration declaration)
    {
        Ask(declaration);
        Open(declaration);
        Move(declaration);
    }

    private static void Ask(ModuleDeclaration declaration) => declaration
        .Own(ItemDocuments.Kind)
        .Own(ItemHistory.Kind)
        .Own(SurveyDocuments.Kind)
        .Own(ItemQueries.List)
        .PublicCode(new FollowCode())
        .Own(ItemQueries.Find)
        .Own(ItemQueries.Explain)
        .Own(ItemQueries.Replay)
        .Own(new ItemCounts())
        .Own(ItemQueries.Tasks)
        .Own(new ItemFigures())
        .Own(new ItemLinesQuery())
        .Own(new ItemProfiles())
        .Own(new ItemAllowed())
        .Own(new ItemAnswers())
        .Own(new OwnItems())
        .Own(new PublicCounts())
        .Own(new SurveyCounts());

    /// <summary>The commands that open an item.</summary>
    private void Open(ModuleDeclaration declaration) => declaration
        .Own(new CaseCommand<OpenItem>("open", Name, ByProfile, new CommandForm<OpenItem>(OpenItemJson.Write, OpenItemJson.Read),
            (desks, open, by, attempt) => Opening.Wrong(open, by.Actor) is { } refusal ? DeskAnswer.Refused(refusal)
                : desks.Items.OpenOnce(Opening.Of(open, by.Key), by.Actor, attempt),
            (open, by, facts) => CommandAnswer.Done(Find(Opening.IdOf(open, by.Key), facts))))
        .Own(new CaseCommand<FileReport>("report", Name, ByProfile, new CommandForm<FileReport>(Write, ReadReport),
            (desks, report, by, attempt) => desks.Items.Open(
                Of(report, by.Key), desks.Items.ViewOf(by.Actor, attempt.Now).Actor, attempt),
            (_, by, facts) => CommandAnswer.Done(Find(ItemDesk.IdOfReport(by.Key), facts) ?? facts.OpenItemOf(by.Key))))
        .Own(new CaseCommand<ImportCase>("import-case", Name, Administrators, new CommandForm<ImportCase>(Write, ReadImport),
            (desks, import, by, attempt) => CommandIds.Check(import.System) is { } wrong ? DeskAnswer.Refused(wrong)
                : desks.Items.Import(import.System, import.Case, by.Actor, attempt),
            (import, _, facts) => CommandAnswer.Done(Find(IdOf(import), facts))));

    /// <summary>The commands on an item.</summary>
    private void Move(ModuleDeclaration declaration) => declaration
        .Own(OnItem<StepItem>("step", c => c.Item, StepItemJson.Write, StepItemJson.Read,
            (desks, item, command, by, attempt) => Step(desks.Items, item, command, by, attempt),
            new PersonalText<StepItem>(PersonalData.MaxText, c => c.Step.Reason,
                (c, reason) => c with { Step = c.Step with { Reason = reason } }, c => SubjectReference.Matter(c.Item).Name),
            new PersonalText<StepItem>(PersonalData.MaxText, c => c.Step.Reply,
                (c, reply) => c with { Step = c.Step with { Reply = reply } }, c => SubjectReference.Matter(c.Item).Name)))
        .Own(OnItem<MarkRepeat>("mark-repeat", c => c.Item, (writer, c) => writer.WriteString("of", c.Of.ToString()),
            (json, item, id) => new MarkRepeat(id, item, json.Value<WorkItemId>("of")),
            (desks, item, command, by, attempt) => desks.Items.MarkRepeat(item, attempt.OpenItem(command.Of), by, attempt)))
        .Own(OnItem<UndoRepeat>("undo-repeat", c => c.Item, (_, _) => { }, (_, item, id) => new UndoRepeat(id, item),
            (desks, item, _, by, attempt) => desks.Items.UndoRepeat(item, by, attempt)))
        .Own(OnItem<ConfirmComponent>("confirm-component", c => c.Item, (writer, c) => writer.WriteString("component", NameOf(c.Component)),
            (json, item, id) => new ConfirmComponent(id, item, ComponentOf(json.Text("component"))),
            (desks, item, command, by, attempt) => desks.Items.Confirm(item, command.Component, by, attempt)))
        .Own(OnItem<AnswerSurvey>("survey", c => c.Item, SurveyJson.Write, SurveyJson.Read, Rated));

    /// <summary>Does what falls due on an item by itself.</summary>
    internal static ModuleTimer<WorkItem> TimerOf(ItemDesk desk) => new(ItemDocuments.Kind, ItemDocuments.Due, Items,
        (item, _, changes) => desk.Tick(item, (Attempt)changes));

    private CaseCommand<T> OnItem<T>(string name, Func<T, WorkItemId> itemOf, Action<Utf8JsonWriter, T> write,
        Func<CommandMembers, WorkItemId, string, T> read, Func<HubDesks, WorkItem, T, Actor, Attempt, DeskAnswer> carry,
        PersonalText<T>? text = null, PersonalText<T>? also = null) where T : HubCommand =>
        new(name, Name, ByProfile, new CommandForm<T>(
                (writer, command) =>
                {
                    writer.WriteString("item", itemOf(command).ToString());
                    write(writer, command);
                },
                (json, id) => read(json, json.Value<WorkItemId>("item"), id)),
            (desks, command, by, attempt) => Carry(
                desks, itemOf(command), by.Actor, attempt, (item, actor) => carry(desks, item, command, actor, attempt)),
            (command, _, facts) => CommandAnswer.Done(Find(itemOf(command), facts)), text) { Also = also };

    /// <summary>Carries it out with the roles that count over the item; who may not see it learns nothing of it.</summary>
    private static DeskAnswer Carry(HubDesks desks, WorkItemId id, Actor actor, IFacts facts, Func<WorkItem, Actor, DeskAnswer> carry)
    {
        if (Find(id, facts) is not { } item || desks.Items.ViewOf(actor, facts.Now).Over(item) is not { } over)
            return DeskAnswer.Refused(ItemView.NoSuch);
        return desks.Items.Frozen(item) is { } frozen ? DeskAnswer.Refused(frozen) : carry(item, over);
    }

    private static void Write(Utf8JsonWriter writer, FileReport report)
    {
        CommandMembers.Write(writer, ("profile", report.Profile), ("class", report.Class.ToString()),
            ("digest", report.TextDigest), ("photo", report.Photo), ("component", report.Component?.ToString()));
        writer.WriteNumber("longitude", report.Place.Longitude);
        writer.WriteNumber("latitude", report.Place.Latitude);
        if (report.Accuracy is { } accuracy) writer.WriteNumber("accuracy", accuracy);
        if (!report.Details.IsEmpty) TextMapJson.Write(writer, "details", report.Details);
    }

    private static FileReport ReadReport(CommandMembers json, string id) => new(
        id, json.Text("profile"), json.Value<ClassKey>("class"), GeoPoint.FromDegrees(json.Number("longitude"), json.Number("latitude")),
        json.TextIfAny("digest"), json.TextIfAny("photo"))
    {
        Component = json.TextIfAny("component") is { } component ? ComponentId.Parse(component) : null,
        Accuracy = json.Has("accuracy") ? json.Number("accuracy") : null,
        Details = TextMapJson.Read(json.ObjectIfAny("details")),
    };

    private static WorkItemId IdOf(ImportCase import) => CaseImport.IdOf(import.System, import.Case.ExternalId);

    private static void Write(Utf8JsonWriter writer, ImportCase import)
    {
        CommandMembers.Write(writer, ("item", IdOf(import).ToString()), ("system", import.System), ("external", import.Case.ExternalId));
        writer.WritePropertyName("content");
        WorkItemJson.WriteStored(writer, import.Case.Item);
    }

    private static ImportCase ReadImport(CommandMembers json, string id) => new(id, json.Text("system"), new ImportedCase(
        json.Text("external"), WorkItemJson.Read(Encoding.UTF8.GetBytes(json.ObjectIfAny("content")!.Value.GetRawText()))));

    private static PersonReport Of(FileReport report, string key) => new(
        key, report.Profile, report.Class, report.Place, report.Component, report.Photo is null ? [] : [report.Photo])
    {
        Accuracy = report.Accuracy ?? 0,
        Details = report.Details,
    };

    private static string NameOf(ComponentId? component) => component?.ToString() ?? ConfirmComponent.None;

    private static ComponentId? ComponentOf(string text) => text == ConfirmComponent.None ? null : ComponentId.Parse(text);

    /// <summary>A step, unless the item is not as its caller saw it, or names another that he may not see.</summary>
    private static DeskAnswer Step(ItemDesk items, WorkItem item, StepItem step, Actor by, Attempt attempt)
    {
        var view = items.ViewOf(by, attempt.Now);
        if (!IsAsSeen(item, step, view)) return DeskAnswer.Refused(ItemChanged.Refuse(item, view, attempt));
        return step.Step.Other is { } other && (Find(other, attempt) is not { } named || view.Over(named) is null)
            ? DeskAnswer.Refused(ItemView.NoSuch)
            : items.Step(item, step.Step, by, attempt);
    }

    /// <summary>A repeat is rated by what came of the item that it repeats.</summary>
    private static DeskAnswer Rated(HubDesks desks, WorkItem item, AnswerSurvey asked, Actor by, Attempt attempt)
    {
        var rated = item.RepeatOf is { } of ? Find(of, attempt) ?? item : item;
        return SurveyDesk.Answer(rated, asked, by, desks.Items.ViewOf(by, attempt.Now).Work.Policy, attempt);
    }

    private static bool IsAsSeen(WorkItem item, StepItem step, ActorView view) =>
        step.IfTag is not { } tag || tag == ItemView.TagOf(item, view);

    private static WorkItem? Find(WorkItemId id, IFacts facts) => facts.Find(ItemDocuments.Kind, id.ToString());
}
