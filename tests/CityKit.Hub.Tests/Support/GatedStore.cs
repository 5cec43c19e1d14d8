using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store whose commits wait while it is closed, so that what is sent meanwhile becomes one group.</summary>
internal sealed class GatedStore(ICityStore inner) : PassingStore(inner)
{
    private TaskCompletionSource gate = Opened();

    /// <summary>Completes when a commit is at the closed gate.</summary>
    internal TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Close() => gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    internal void Open() => gate.TrySetResult();

    public override async ValueTask CommitAsync(StoreCommit commit, CancellationToken cancellationToken)
    {
        if (!gate.Task.IsCompleted) Reached.TrySetResult();
        await gate.Task;
        await base.CommitAsync(commit, cancellationToken);
    }

    private static TaskCompletionSource Opened()
    {
        var opened = new TaskCompletionSource();
        opened.SetResult();
        return opened;
    }
}
