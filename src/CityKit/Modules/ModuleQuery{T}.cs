using System.Text.Json;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <inheritdoc/>
/// <param name="name">Its name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="parameters">What it takes.</param>
/// <param name="build">Makes the query of the arguments, narrowed to what the asker may see; null when that is nothing.</param>
/// <param name="write">Writes one row, as much of it as the asker may see.</param>
/// <param name="keep">Which of the rows that the store finds are meant, where indexes say it roughly; null for all.</param>
internal sealed class ModuleQuery<T>(string name, Access access, IReadOnlyList<QueryParameter> parameters,
    Func<QueryArguments, ActorView, DocumentQuery<T>?> build, Action<Utf8JsonWriter, T, ActorView> write,
    Func<QueryArguments, Func<T, bool>?>? keep = null)
    : ModuleQuery(name, access, parameters) where T : class
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var query = build(arguments, view);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (query is null) return new QueryAnswer(null, [], null);
        query = query.After(after);
        var page = keep?.Invoke(arguments) is { } isMeant
            ? await store.SiftAsync(query, isMeant, limit, cancellationToken).ConfigureAwait(false)
            : await store.QueryAsync(query.Take(limit), cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. page.Rows.Select(row => Write(row, view))], page.Next);
    }

    private ReadOnlyMemory<byte> Write(T row, ActorView view) =>
        ModuleJson.ToUtf8((row, view, write), static (writer, r) => r.write(writer, r.row, r.view));
}
