using CityKit.Cases;
using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Modules;

/// <summary>A query that a module declared.</summary>
internal abstract class ModuleQuery(string name, Access access, IReadOnlyList<QueryParameter> parameters)
{
    internal string Name => name;

    internal Access Access => access;

    internal IReadOnlyList<QueryParameter> Parameters => parameters;

    /// <summary>What its answer is, when that is one piece; null for rows.</summary>
    internal virtual string? ContentType => null;

    internal abstract ValueTask<QueryAnswer> AskAsync(
        ICityStore store, QueryArguments arguments, ActorView view, DocumentCursor? after, int limit, CancellationToken cancellationToken);
}
