using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>Asks for the chain of one document, from what happened to what it is now.</summary>
/// <param name="name">Its name.</param>
/// <param name="access">Who may ask it.</param>
/// <param name="explained">What is explained.</param>
/// <param name="chainOf">Follows it.</param>
internal sealed class ExplainQuery<T>(string name, Access access, Explained<T> explained,
    Func<Explanation, T, IAsyncEnumerable<ChainLink>> chainOf) : ModuleQuery(name, access, [QueryParameter.Id]) where T : class
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (found, refusal) = await explained.FindAsync(store, arguments, view, cancellationToken).ConfigureAwait(false);
        if (found is null) return new QueryAnswer(refusal, [], null);
        var id = arguments.Needed(QueryParameter.Id.Name)!;
        var from = (int)Math.Clamp(after?.Order ?? 0, 0, int.MaxValue);
        var explanation = await OverAsync(store, arguments, view, id, cancellationToken).ConfigureAwait(false);
        var links = await chainOf(explanation, found).Skip(from).Take(limit + 1).ToListAsync(cancellationToken).ConfigureAwait(false);
        return new QueryAnswer(null, [.. links.Take(limit).Select(Write)],
            links.Count > limit ? new DocumentCursor(from + limit, id) : null);
    }

    private async ValueTask<Explanation> OverAsync(
        ICityStore store, QueryArguments arguments, ActorView view, string id, CancellationToken cancellationToken) =>
        new(store, await arguments.Roads!.StoreOf(explained.KeyOf(id), cancellationToken).ConfigureAwait(false),
            new AlertSensors(arguments.FindSensors, arguments.Now), view, cancellationToken);

    private static ReadOnlyMemory<byte> Write(ChainLink link) => ModuleJson.ToUtf8(link, ChainLink.Write);
}
