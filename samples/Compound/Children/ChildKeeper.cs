using System.Text.Json.Nodes;

namespace CityKit.Samples.Compound.Children;

/// <summary>
/// Keeps one child alive: a child that ends is started again, and what was asked of it is asked again. Everything that children are asked
/// is harmless twice.
/// </summary>
internal sealed class ChildKeeper : IAsyncDisposable
{
    private const int MaxFailedStarts = 5;
    private const int MaxUselessLives = 30;
    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromMilliseconds(500); // more each time: a database may be starting too
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly string name;
    private readonly string log;
    private readonly Func<IEnumerable<string>> arguments;
    private readonly Action<JsonObject> whenReady;
    private readonly CancellationTokenSource stopping = new();
    private volatile TaskCompletionSource<Child> alive = NewSource();
    private Child? current;
    private Task keeping = Task.CompletedTask;

    /// <summary>A keeper; nothing runs until <see cref="Start"/>.</summary>
    public ChildKeeper(string name, string log, Func<IEnumerable<string>> arguments, Action<JsonObject> whenReady) =>
        (this.name, this.log, this.arguments, this.whenReady) = (name, log, arguments, whenReady);

    /// <summary>How often it was started again.</summary>
    public int Restarts { get; private set; }

    /// <summary>Its process id now; null while it is down.</summary>
    public int? ProcessId => alive.Task.IsCompletedSuccessfully ? alive.Task.Result.ProcessId : null;

    /// <summary>Starts the child and watches it.</summary>
    public void Start() => keeping = KeepAsync();

    /// <summary>Completes when the child is there and ready; faults when it cannot be started.</summary>
    public Task<Child> AliveAsync(CancellationToken cancellation) => alive.Task.WaitAsync(cancellation);

    /// <summary>Asks the child, again after each restart, until it has answered.</summary>
    /// <exception cref="ChildGoneException">It cannot be started any more.</exception>
    public async Task<JsonObject> AskAsync(Func<JsonObject> message, CancellationToken cancellation)
    {
        while (true)
        {
            var child = await AliveAsync(cancellation);
            try
            {
                return await child.AskAsync(message(), cancellation);
            }
            catch (ChildGoneException)
            {
                await child.Ended.WaitAsync(cancellation);
                await ReplacedAsync(child, cancellation);
            }
        }
    }

    /// <summary>Kills the child as a power cut would; it is started again.</summary>
    /// <returns>False when it was down already.</returns>
    public bool Kill() => alive.Task.IsCompletedSuccessfully && alive.Task.Result.Kill();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        if (current is { } child) await child.StopAsync(Patience);
        await keeping;
        stopping.Dispose();
    }

    private async Task KeepAsync()
    {
        for (int unready = 0, useless = 0; !stopping.IsCancellationRequested; Restarts++)
        {
            using var child = current = Child.Start(name, arguments(), log);
            if (stopping.IsCancellationRequested) await child.StopAsync(Patience);
            var ready = await BecomesReadyAsync(child);
            await child.Ended;
            // one that is killed before it is ready or has answered, however often, did nothing wrong
            unready = ready ? 0 : child.WasKilled ? unready : unready + 1;
            useless = child.HasAnswered ? 0 : child.WasKilled ? useless : useless + 1;
            if (stopping.IsCancellationRequested) return;
            if (ready) alive = NewSource();
            if (unready < MaxFailedStarts && useless < MaxUselessLives)
            {
                await Task.Delay(unready * PauseAfterFailure, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }
            alive.TrySetException(new ChildGoneException($"The {name} process does not stay; see {log}. 子进程无法运行，见日志。"));
            return;
        }
    }

    private async Task<bool> BecomesReadyAsync(Child child)
    {
        try
        {
            whenReady(await child.Ready);
            alive.TrySetResult(child);
            return true;
        }
        catch (ChildGoneException)
        {
            return false;
        }
    }

    /// <summary>Between a child's end and its keeper's noticing is a moment in which the old one still is there.</summary>
    private async Task ReplacedAsync(Child old, CancellationToken cancellation)
    {
        while (alive.Task.IsCompletedSuccessfully && alive.Task.Result == old) await Task.Delay(1, cancellation);
    }

    private static TaskCompletionSource<Child> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
