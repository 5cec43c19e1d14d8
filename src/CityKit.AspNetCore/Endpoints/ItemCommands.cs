using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Reads commands about work items.</summary>
internal static class ItemCommands
{
    private const string ItemForm = "a work item's id, 32 hexadecimal digits";

    /// <param name="json">The members.</param>
    /// <param name="commandId">The command's id.</param>
    /// <param name="item">The work item.</param>
    /// <param name="ifTag">What the caller saw; null for any.</param>
    internal static StepItem Step(ConfigReader json, string commandId, WorkItemId item, string? ifTag) => new(
        commandId, item, new WorkCommand(json.Text("command", 64))
        {
            Reason = json.TextOrNull("reason", 2000),
            Photo = json.TextOrNull("photo"),
            Assignee = AssigneeOf(json),
            Condition = json.TextOrNull("condition"),
            Class = json.Has("class") ? json.Parsed<ClassKey>("class", "a class such as GB/T 30428.2-2013:component:0305") : null,
            Outcome = json.TextOrNull("outcome"),
        })
    {
        IfTag = ifTag,
    };

    internal static WorkItemId Item(ConfigReader json, string member) => json.Parsed<WorkItemId>(member, ItemForm);

    /// <summary>The component that is meant; null for 'none'.</summary>
    internal static ComponentId? ComponentOrNone(ConfigReader json)
    {
        var text = json.Text("component", 64);
        if (text == ConfirmComponent.None) return null;
        if (!ComponentId.TryParse(text, null, out var id)) json.Reject("component", $"a component's id, or '{ConfirmComponent.None}'");
        return id;
    }

    private static Assignee? AssigneeOf(ConfigReader json)
    {
        if (json.TextOrNull("assignee") is not { } text) return null;
        if (!string.IsNullOrWhiteSpace(text.Split('/')[0])) return Assignee.Parse(text);
        json.Reject("assignee", "'body' or 'body/crew'");
        return null;
    }
}
