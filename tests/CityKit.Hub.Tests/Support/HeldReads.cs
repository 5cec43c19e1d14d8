using CityKit.Documents;
using CityKit.Storage;

namespace CityKit.Hub.Tests.Support;

/// <summary>A store whose next query waits until the test lets it go.</summary>
internal sealed class HeldReads(ICityStore inner) : PassingStore(inner)
{
    private readonly TaskCompletionSource go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left;

    /// <summary>Completes when a query is held.</summary>
    internal Task Held => held.Task;

    internal void HoldNext() => left = 1;

    internal void LetGo() => go.TrySetResult();

    public override async ValueTask<DocumentPage<StoredDocument>> QueryAsync(DocumentQuery query, CancellationToken cancellationToken)
    {
        if (Interlocked.Decrement(ref left) == 0)
        {
            held.TrySetResult();
            await go.Task;
        }
        return await base.QueryAsync(query, cancellationToken);
    }
}
