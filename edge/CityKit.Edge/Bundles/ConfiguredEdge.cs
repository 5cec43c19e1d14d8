using Microsoft.Extensions.Logging;

namespace CityKit.Edge.Bundles;

/// <summary>
/// Runs a device under the configuration in force, and again under the next one (按配置运行): asks the hub, takes a newer bundle, restarts the
/// runtime within the process, watches the trial, goes back when it fails.
/// </summary>
/// <param name="keeper">What is in force.</param>
/// <param name="fetch">Asks for a bundle newer than a version: <see cref="BundleClient.FetchAsync"/>.</param>
/// <param name="open">Opens a runtime under a configuration; null means the device's own files. It throws when it cannot.</param>
/// <param name="options">As the keeper has them.</param>
/// <param name="time">For waiting.</param>
/// <param name="logger">For people.</param>
public sealed class ConfiguredEdge(BundleKeeper keeper, Func<long, CancellationToken, Task<BundleFetch>> fetch,
    Func<EdgeBundle?, EdgeRuntime> open, BundleOptions options, TimeProvider time, ILogger<ConfiguredEdge> logger)
{
    /// <summary>Runs until cancelled, or until the device cannot run under a configuration that had proved itself.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        for (var first = true; !cancel.IsCancellationRequested; first = false)
        {
            if (!first) keeper.CountStart();
            if (Open() is { } runtime)
                await using (runtime.ConfigureAwait(false))
                    await RunAsync(runtime, cancel).ConfigureAwait(false);
        }
    }

    /// <summary>A configuration on trial under which nothing opens is not the end of the device.</summary>
    private EdgeRuntime? Open()
    {
        try
        {
            return open(keeper.Active);
        }
        catch (Exception failed) when (keeper.Report.IsOnTrial)
        {
            BundleLog.CannotRun(logger, failed, keeper.Report.Version);
            keeper.RollBack($"does not open: {failed.GetType().Name}");
            return null;
        }
    }

    private async Task RunAsync(EdgeRuntime runtime, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var running = runtime.RunAsync(stop.Token);
        var trial = await keeper.WatchAsync(runtime, running, cancel).ConfigureAwait(false);
        if (trial is BundleTrial.None or BundleTrial.Healthy) await AskUntilChangedAsync(running, stop.Token).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
        try
        {
            await running.ConfigureAwait(false);
        }
        catch (Exception failed) when (trial == BundleTrial.RolledBack)
        {
            BundleLog.CannotRun(logger, failed, keeper.Report.RolledBack);
        }
    }

    private async Task AskUntilChangedAsync(Task running, CancellationToken cancel)
    {
        while (!running.IsCompleted && !cancel.IsCancellationRequested && !await AskAsync(cancel).ConfigureAwait(false))
            await Task.WhenAny(running, Task.Delay(options.AskEvery, time, cancel)).ConfigureAwait(false);
    }

    /// <returns>True when another configuration is in force.</returns>
    private async Task<bool> AskAsync(CancellationToken cancel)
    {
        try
        {
            var answer = await fetch(keeper.Highest, cancel).ConfigureAwait(false);
            if (answer.Trouble is { } trouble) BundleLog.NoAnswer(logger, trouble);
            return answer.Envelope is { } envelope && keeper.Take(envelope) is null;
        }
        catch (OperationCanceledException) when (cancel.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failed) // whatever is wrong with a configuration that is offered, the one in force goes on
        {
            BundleLog.NotStored(logger, failed);
            return false;
        }
    }
}
