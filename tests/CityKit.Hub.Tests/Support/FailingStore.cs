using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store whose next commits fail, as on a full disk.</summary>
internal sealed class FailingStore(ICityStore inner) : PassingStore(inner)
{
    internal int CommitsToFail { get; set; }

    public override ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken) =>
        CommitsToFail-- > 0 ? throw new IOException("disk full") : base.CommitAsync(commit, cancellationToken);
}
