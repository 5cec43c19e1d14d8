using CityKit.Cases;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Places;

/// <summary>The components of the registry that are nearest to a place, the nearest first: one page.</summary>
internal sealed class ComponentsNear(ComponentRegistry registry) : ModuleQuery("components/near", Access.For(DataClass.Work),
    [
        NearArgument.Parameter,
        .. ComponentFilter.Parameters.Where(parameter => parameter.Name is "class" or "state"),
    ])
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        arguments.Needed(NearArgument.Parameter.Name);
        var (near, classes) = (NearArgument.Of(arguments), ComponentFilter.ClassesOf(arguments));
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var rows = new List<ReadOnlyMemory<byte>>();
        foreach (var found in NearestTo(near!, classes, limit))
            if (await registry.FindAsync(found.Id, cancellationToken).ConfigureAwait(false) is { } history)
                rows.Add(ModuleJson.ToUtf8((history.Current, found.Metres),
                    static (writer, row) => ComponentJson.Write(writer, row.Current, row.Metres)));
        return new QueryAnswer(null, rows, null);
    }

    private NearbyComponent[] NearestTo(NearArgument near, ClassFilter? classes, int limit)
    {
        var found = new NearbyComponent[limit];
        return found[..registry.Nearest(near.Point, found, classes, near.Metres)];
    }
}
