using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Explaining;

/// <summary>A kind of document that can be explained, and who sees one of it.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="IsSeen">Whether the asker may see all of it.</param>
/// <param name="NoSuch">The answer for what does not exist, and for what the asker may not see.</param>
internal sealed record Explained<T>(DocumentKind<T> Kind, Func<T, ActorView, bool> IsSeen, Refusal NoSuch) where T : class
{
    /// <summary>The key of the one that is asked for.</summary>
    internal DocumentKey KeyOf(string id) => new(Kind.Name, id);

    /// <summary>The one that is asked for, or why the asker has none.</summary>
    internal async ValueTask<(T? Found, Refusal? Refusal)> FindAsync(
        ICityStore store, QueryArguments arguments, ActorView view, CancellationToken cancellationToken)
    {
        var id = arguments.Needed(QueryParameter.Id.Name);
        if (arguments.Refusal is { } refusal) return (null, refusal);
        return await store.FindAsync(Kind, id!, cancellationToken).ConfigureAwait(false) is { } found && IsSeen(found, view)
            ? (found, null) : (null, NoSuch);
    }
}
