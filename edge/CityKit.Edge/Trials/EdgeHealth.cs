namespace CityKit.Edge.Trials;

/// <summary>
/// Whether a device came up healthy (启动自检): the loop has committed its start and read on from there, no commit is refused, no detector
/// failed.
/// </summary>
internal static class EdgeHealth
{
    /// <summary>Watches a start.</summary>
    /// <param name="runtime">What was started.</param>
    /// <param name="running">Ends when it ends.</param>
    /// <param name="within">How long it has.</param>
    /// <param name="time">For waiting.</param>
    /// <param name="cancel">The device is being stopped; the answer then says nothing about its health.</param>
    /// <returns>Why it is not healthy; null when it is.</returns>
    public static async Task<string?> WhyNotAsync(EdgeRuntime runtime, Task running, TimeSpan within, TimeProvider time,
        CancellationToken cancel)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        ArgumentNullException.ThrowIfNull(running);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var limit = Task.Delay(within, time, over.Token);
        var up = IsUpAsync(runtime, over.Token);
        await Task.WhenAny(up, running, limit).ConfigureAwait(false);
        var why = WhyNot(runtime, up, running);
        await over.CancelAsync().ConfigureAwait(false);
        await up.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return why;
    }

    /// <summary>It came up, and then went on: the first commit may be that of the start alone, the second follows a later read.</summary>
    private static async Task IsUpAsync(EdgeRuntime runtime, CancellationToken cancel)
    {
        for (var commit = 0; commit < 2; commit++) await runtime.Loop.WaitUntil(runtime.Source.Now + 1, cancel).ConfigureAwait(false);
    }

    private static string? WhyNot(EdgeRuntime runtime, Task up, Task running)
    {
        var status = runtime.Loop.Status;
        if (running.IsCompleted) return running.Exception is { } failed ? $"ended: {failed.InnerException!.GetType().Name}" : "ended";
        if (status.Trouble is { } trouble) return $"commit refused: {trouble.Code}";
        if (!up.IsCompletedSuccessfully) return "no commit in time";
        return status.DetectorFaults > 0 ? $"{status.DetectorFaults} detector faults" : null;
    }
}
