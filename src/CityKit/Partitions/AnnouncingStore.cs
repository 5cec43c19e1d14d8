using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>A partition's store that says when a commit has brought notifications.</summary>
/// <param name="inner">The store.</param>
/// <param name="announce">Is called after the commit.</param>
internal sealed class AnnouncingStore(ICityStore inner, Action announce) : DelegatingStore(inner)
{
    public override async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        await Inner.CommitAsync(commit, cancellationToken).ConfigureAwait(false);
        if (commit.Notifications.Count > 0) announce();
    }
}
