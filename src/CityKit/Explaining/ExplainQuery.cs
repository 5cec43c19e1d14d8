using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>Asks for the chain of one document, from what happened to what it is now.</summary>
/// <param name="name">Its name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="kind">What is explained.</param>
/// <param name="isSeen">Whether the asker may see all of it.</param>
/// <param name="noSuch">The answer for what does not exist, and for what the asker may not see.</param>
/// <param name="chainOf">Follows it.</param>
internal sealed class ExplainQuery<T>(string name, Access access, DocumentKind<T> kind, Func<T, ActorView, bool> isSeen, Refusal noSuch,
    Func<Explanation, T, IAsyncEnumerable<ChainLink>> chainOf) : ModuleQuery(name, access, [Id]) where T : class
{
    private static QueryParameter Id { get; } = QueryParameter.Text("id", "its id", "编号");

    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var id = arguments.Needed(Id.Name);
        if (arguments.Refusal is { } refusal) return new QueryAnswer(refusal, [], null);
        if (await store.FindAsync(kind, id!, cancellationToken).ConfigureAwait(false) is not { } found || !isSeen(found, view))
            return new QueryAnswer(noSuch, [], null);
        var from = (int)Math.Clamp(after?.Order ?? 0, 0, int.MaxValue);
        var links = await chainOf(new Explanation(store, cancellationToken), found)
            .Skip(from).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. links.Take(limit).Select(Write)],
            links.Count > limit ? new DocumentCursor(from + limit, id!) : null);
    }

    private static ReadOnlyMemory<byte> Write(ChainLink link) => ModuleJson.ToUtf8(link, ChainLink.Write);
}
