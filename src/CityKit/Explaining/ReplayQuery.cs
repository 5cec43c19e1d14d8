using CityKit.Cases;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>Asks that one document be decided again out of the journal alone, and compared (重放验证): one row.</summary>
/// <param name="name">Its name.</param>
/// <param name="explained">What is proved.</param>
internal sealed class ReplayQuery<T>(string name, Explained<T> explained)
    : ModuleQuery(name, Access.For(DataClass.Work, Role.DutyLeader, Role.Administrator), [QueryParameter.Id]) where T : class
{
    internal override async ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken)
    {
        var (found, refusal) = await explained.FindAsync(store, arguments, view, cancellationToken).ConfigureAwait(false);
        return found is null ? new QueryAnswer(refusal, [], null)
            : await arguments.Roads!.Replay(explained.KeyOf(arguments.Needed(QueryParameter.Id.Name)!),
                cancellationToken).ConfigureAwait(false);
    }
}
