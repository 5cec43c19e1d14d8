using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Reads commands about work items.</summary>
internal static class ItemCommands
{
    private const int MaxEvidence = 32;
    private static readonly LocalizedText ClassForm =
        new("分类，如 GB/T 30428.2-2013:component:0305", "a class such as GB/T 30428.2-2013:component:0305");
    internal static LocalizedText ComponentForm { get; } =
        new("部件标识：16 或 17 位数字，或“方案-分类-序号”", "a component id: 16 or 17 digits, or scheme-class-sequence");
    private static readonly LocalizedText ItemForm = new("工作项标识，32 位十六进制数字", "a work item's id, 32 hexadecimal digits");

    /// <param name="json">The members.</param>
    /// <param name="commandId">The command's id.</param>
    /// <param name="item">The work item.</param>
    /// <param name="ifTag">What the caller saw; null for any.</param>
    internal static StepItem Step(ConfigReader json, string commandId, WorkItemId item, string? ifTag) => new(
        commandId, item, new WorkCommand(json.Text("command", 64))
        {
            Reason = json.TextOrNull("reason", 2000),
            Reply = json.TextOrNull("reply", 2000),
            Photo = json.TextOrNull("photo"),
            ShowPhoto = json.Flag("showPhoto"),
            Assignee = AssigneeOf(json),
            Condition = json.TextOrNull("condition"),
            Class = json.Has("class") ? json.Parsed<ClassKey>("class", ClassForm) : null,
            Outcome = json.TextOrNull("outcome"),
            Person = json.TextOrNull("person"),
            Limit = json.Has("limit") ? json.Parsed<WorkLimit>("limit", new("时限，如 4工作时", "a limit such as '4 work hours' or '4工作时'"))
                : null,
            Other = json.Has("other") ? Item(json, "other") : null,
            CoHandlers = Assignees(json),
            Details = DetailsOf(json),
            Parts = [.. json.Objects("parts", WorkCommand.MaxHelpers, required: false).Select(Part)],
        })
    {
        IfTag = ifTag,
    };

    internal static OpenItem Open(ConfigReader json, string commandId) => new(
        commandId, json.Text("profile", 64), json.Text("source", 64))
    {
        Cause = json.TextOrNull("cause"),
        Class = json.Has("class") ? json.Parsed<ClassKey>("class", ClassForm) : null,
        Title = json.BilingualOrNull("title"),
        Place = json.ObjectOrNull("place") is { } place ? Place(place) : WorkPlace.Unknown,
        Component = json.Has("component") ? json.Parsed<ComponentId>("component", ComponentForm) : null,
        Details = DetailsOf(json),
        Evidence = json.Texts("evidence", MaxEvidence, required: false),
    };

    private static PartRequest Part(ConfigReader json)
    {
        var part = new PartRequest(json.TextOrNull("profile", 64))
        {
            Class = json.Has("class") ? json.Parsed<ClassKey>("class", ClassForm) : null,
            Title = json.BilingualOrNull("title"),
            Place = json.ObjectOrNull("place") is { } place ? Place(place) : null,
        };
        json.Close();
        return part;
    }

    /// <summary>A place, with or without a point.</summary>
    private static WorkPlace Place(ConfigReader json)
    {
        var place = new WorkPlace
        {
            Point = json.Has("longitude") || json.Has("latitude") ? ReportEndpoints.Place(json) : null,
            Compound = json.TextOrNull("compound"),
            Building = json.TextOrNull("building"),
            Entrance = json.TextOrNull("entrance"),
            Spot = json.TextOrNull("spot"),
            Address = json.TextOrNull("address"),
        };
        json.Close();
        return place;
    }

    internal static ImmutableSortedDictionary<string, string> DetailsOf(ConfigReader json)
    {
        if (json.ObjectOrNull("details") is not { } details) return TextMap.Empty;
        return TextMap.Empty.AddRange(details.Names.Select(name => KeyValuePair.Create(name, details.Text(name, ProfileField.MaxText))));
    }

    private static Assignee[] Assignees(ConfigReader json)
    {
        var texts = json.Texts("coHandlers", WorkCommand.MaxHelpers, required: false);
        if (texts.Any(text => string.IsNullOrWhiteSpace(text.Split('/')[0])))
            json.Reject("coHandlers", new("每项为“单位”或“单位/班组”", "'body' or 'body/crew' of each"));
        return [.. texts.Where(text => !string.IsNullOrWhiteSpace(text.Split('/')[0])).Select(Assignee.Parse)];
    }

    internal static WorkItemId Item(ConfigReader json, string member) => json.Parsed<WorkItemId>(member, ItemForm);

    /// <summary>The component that is meant; null for 'none'.</summary>
    internal static ComponentId? ComponentOrNone(ConfigReader json)
    {
        var text = json.Text("component", 64);
        if (text == ConfirmComponent.None) return null;
        if (!ComponentId.TryParse(text, null, out var id))
            json.Reject("component", new($"部件标识，或 {ConfirmComponent.None}", $"a component's id, or '{ConfirmComponent.None}'"));
        return id;
    }

    private static Assignee? AssigneeOf(ConfigReader json)
    {
        if (json.TextOrNull("assignee") is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text.Split('/')[0])) return Assignee.Parse(text);
        json.Reject("assignee", new("“单位”或“单位/班组”", "'body' or 'body/crew'"));
        return null;
    }
}
