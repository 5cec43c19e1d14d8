using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.BuiltIn;

/// <summary>
/// The steps that the asker may take on a work item now (可执行操作), with what each has to carry and what there is to choose from.
/// </summary>
internal sealed class ItemAllowed() : ModuleQuery("items/allowed", Access.For(DataClass.Work), [Id])
{
    private const string Detail = "detail:";

    private static QueryParameter Id { get; } = QueryParameter.Text("id", "the work item's id", "工作项编号");

    /// <summary>A step, and what decides what it carries.</summary>
    private sealed record Step(WorkItem Item, Profile Profile, WorkPolicy Policy, Transition Row, Assignee? Suggested, string Tag);

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var id = arguments.Needed(Id.Name);
        if (arguments.Refusal is { } refusal) return QueryAnswer.Refused(refusal);
        return await store.FindAsync(ItemDocuments.Kind, id!, cancellationToken).ConfigureAwait(false) is { } item
            && view.Over(item) is { } over
            ? new QueryAnswer(null, [.. Steps(item, over, view, arguments).Select(step => ModuleJson.ToUtf8(step, Write))], null)
            : QueryAnswer.Refused(ItemView.NoSuch);
    }

    private static IEnumerable<Step> Steps(WorkItem item, Actor over, ActorView view, QueryArguments arguments)
    {
        if (!view.Profiles.TryGet(item.Profile, out var profile)) yield break;
        var (suggested, tag) = (view.Policy.DispatchFor(item, arguments.Now)?.Assignee, ItemView.TagOf(item, view));
        foreach (var command in view.Allowed(item, over))
            if (view.Work.RowFor(item, command, over, arguments.Now) is { } row)
                yield return new Step(item, profile, view.Policy, row, suggested, tag);
    }

    private static void Write(Utf8JsonWriter writer, Step step)
    {
        writer.WriteStartObject();
        writer.WriteString("command", step.Row.Command);
        ItemWordsJson.Text(writer, step.Profile.Commands.First(known => known.Id == step.Row.Command).Name);
        writer.WriteString("to", step.Row.To);
        writer.WriteString("tag", step.Tag);
        ItemWordsJson.Texts(writer, "needs", step.Row.Needs);
        foreach (var need in step.Row.Needs) WriteChoices(writer, step, need);
        ItemWordsJson.Names(writer, "fields", FieldsOf(step), ItemWordsJson.Field);
        writer.WriteEndObject();
    }

    private static void WriteChoices(Utf8JsonWriter writer, Step step, string need)
    {
        if (need == "assignee") WriteBodies(writer, step);
        if (need == "outcome") ItemWordsJson.Texts(writer, "outcomes", step.Profile.Outcomes);
        if (need == "condition")
            ItemWordsJson.Names(writer, "conditions", step.Policy.ConditionsOf(step.Item.Class),
                (json, condition) => ItemWordsJson.Name(json, condition.Id, condition.Text));
    }

    /// <summary>Whom the dispatch table names for the item, and whom its rows of the profile name.</summary>
    private static void WriteBodies(Utf8JsonWriter writer, Step step)
    {
        if (step.Suggested is { } suggested) writer.WriteString("suggested", suggested.ToString());
        ItemWordsJson.Texts(writer, "bodies", step.Policy.Dispatch.Where(row => row.Profile == step.Item.Profile)
            .Select(row => row.By).OfType<ByBody>().Select(by => by.Assignee.ToString()).Distinct());
    }

    /// <summary>Those that the step has to fill, where the item has none yet.</summary>
    private static IEnumerable<ProfileField> FieldsOf(Step step) => step.Profile.Fields.Where(field =>
        step.Row.Needs.Contains(Detail + field.Id) && string.IsNullOrEmpty(step.Item.Details.GetValueOrDefault(field.Id)));
}
