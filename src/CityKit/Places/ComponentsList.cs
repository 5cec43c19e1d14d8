using CityKit.Cases;
using CityKit.Components;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>The components of the registry that are of a kind, by pages in the order of their ids.</summary>
internal sealed class ComponentsList(ComponentRegistry registry)
    : ModuleQuery("components/list", Access.For(DataClass.Work), ComponentFilter.Parameters)
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var query = ComponentFilter.Of(arguments);
        if (after is not null && !ComponentId.TryParse(after.Id, null, out _))
            arguments.Refuse("after", after.Id, new("某页的游标", "the cursor of a page"));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var page = await registry.FindAsync(query, limit, after?.Id, cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Items.Select(Write)], page.Next is { } next ? new DocumentCursor(0, next) : null);
    }

    private static ReadOnlyMemory<byte> Write(Component component) =>
        ModuleJson.ToUtf8(component, static (writer, row) => ComponentJson.Write(writer, row));
}
