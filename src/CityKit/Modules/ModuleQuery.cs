using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>A query that a module declared.</summary>
internal abstract class ModuleQuery(string name, Access access)
{
    internal string Name => name;

    internal Access Access => access;

    internal abstract ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, Actor actor, DocumentCursor? after, int limit, CancellationToken cancellationToken);
}
