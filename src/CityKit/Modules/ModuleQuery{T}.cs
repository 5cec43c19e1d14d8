using System.Buffers;
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
        return new QueryAnswer(null, [.. page.Rows.Select(Write)], page.Next);
    }

    private ReadOnlyMemory<byte> Write(T row)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, ModuleJson.WriterOptions)) write(writer, row);
        return buffer.WrittenMemory;
    }
}
