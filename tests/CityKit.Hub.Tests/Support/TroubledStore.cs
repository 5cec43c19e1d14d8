using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store that can be made to fail, or to wait.</summary>
internal sealed class TroubledStore() : PassingStore(new InMemoryCityStore())
{
    internal bool FailsCommits { get; set; }

    internal bool FailsReads { get; set; }

    /// <summary>What the next commit waits for; none unless set.</summary>
    internal TaskCompletionSource? Hold { get; set; }

    /// <summary>Completes when a commit waits.</summary>
    internal TaskCompletionSource Held { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public override async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        if (FailsCommits) throw new IOException("disk full");
        if (Hold is { } hold)
        {
            Held.TrySetResult();
            await hold.Task;
        }
        await base.CommitAsync(commit, cancellationToken);
    }

    public override ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken) =>
        FailsReads ? throw new IOException("the disk does not answer") : base.ReadPositionAsync(cancellationToken);
}
