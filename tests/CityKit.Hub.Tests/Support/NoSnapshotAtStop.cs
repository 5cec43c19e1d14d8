using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store that loses the snapshot which a clean stop would leave: the next start finds what a kill leaves.</summary>
internal sealed class NoSnapshotAtStop(ICityStore inner) : PassingStore(inner)
{
    public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        commit.Entries.Count == 0 ? ValueTask.CompletedTask : base.CommitAsync(commit, cancellationToken);
}
