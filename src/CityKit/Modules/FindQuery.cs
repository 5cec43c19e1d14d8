using System.Text.Json;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>A query of one document by its id.</summary>
/// <param name="name">Its name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="kind">What it finds.</param>
/// <param name="isSeen">Whether the asker may see it.</param>
/// <param name="noSuch">The answer for what does not exist, and for what the asker may not see.</param>
/// <param name="write">Writes it, as much of it as the asker may see.</param>
internal sealed class FindQuery<T>(string name, Access access, DocumentKind<T> kind, Func<T, ActorView, bool> isSeen, Refusal noSuch,
    Action<Utf8JsonWriter, T, ActorView> write) : ModuleQuery(name, access, [QueryParameter.Id]) where T : class
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var id = arguments.Needed(QueryParameter.Id.Name);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        return await store.FindAsync(kind, id!, cancellationToken).ConfigureAwait(false) is { } found && isSeen(found, view)
            ? new QueryAnswer(null, [Write(found, view)], null)
            : new QueryAnswer(noSuch, [], null);
    }

    private ReadOnlyMemory<byte> Write(T found, ActorView view) =>
        ModuleJson.ToUtf8((found, view, write), static (writer, r) => r.write(writer, r.found, r.view));
}
