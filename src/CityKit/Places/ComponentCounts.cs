using CityKit.Cases;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>How many components of the registry there are of a kind, by one or two groups.</summary>
internal sealed class ComponentCounts(ComponentRegistry registry) : ModuleQuery("components/counts", Access.For(DataClass.Work),
    [
        .. ComponentFilter.Parameters,
        QueryParameter.Text("by", $"what to count by: {Groupings}", $"统计维度：{Groupings}"),
        QueryParameter.Text("then", "what to count by besides", "第二统计维度"),
    ])
{
    private static string Groupings { get; } = string.Join(", ",
        Enum.GetNames<ComponentGrouping>().Select(name => char.ToLowerInvariant(name[0]) + name[1..]));

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        arguments.Needed("by");
        var (query, by, then) = (ComponentFilter.Of(arguments), GroupingOf(arguments, "by"), GroupingOf(arguments, "then"));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        try
        {
            var groups = await registry.CountAsync(query, by!.Value, then, null, cancellationToken).ConfigureAwait(false);
            return GroupPage.Of(groups, KeyOf, Write, after, limit);
        }
        catch (RefusedException tooMany)
        {
            return new QueryAnswer(tooMany.Refusal, [], null);
        }
    }

    // A unit separator sorts before every character of a key, so that pages are in the order of the groups.
    private static string KeyOf(ComponentCount group) => $"{group.Key}\u001F{group.Then}";

    private static ComponentGrouping? GroupingOf(QueryArguments arguments, string name)
    {
        if (arguments.Text(name) is not { } text) return null;
        if (Enum.TryParse<ComponentGrouping>(text, ignoreCase: true, out var grouping) && Enum.IsDefined(grouping)) return grouping;
        arguments.Refuse(name, text, LocalizedText.Values(Groupings));
        return null;
    }

    private static ReadOnlyMemory<byte> Write(ComponentCount group) => ModuleJson.ToUtf8(group, static (writer, row) =>
    {
        writer.WriteStartObject();
        writer.WriteString("key", row.Key);
        if (row.Then.Length > 0) writer.WriteString("then", row.Then);
        writer.WriteNumber("count", row.Count);
        writer.WriteEndObject();
    });
}
