using System.Text.Json;
using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <inheritdoc/>
internal sealed class ModuleQuery<T>(string name, Access access, Func<QueryArguments, Actor, DocumentQuery<T>> build,
    Action<Utf8JsonWriter, T> write) : ModuleQuery(name, access) where T : class
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, Actor actor, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var query = build(arguments, actor);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        var page = await store.QueryAsync(query.After(after).Take(limit), cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Rows.Select(row => (ReadOnlyMemory<byte>)ModuleJson.ToUtf8(row, write))], page.Next);
    }
}
