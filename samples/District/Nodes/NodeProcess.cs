using System.Diagnostics;

namespace CityKit.Samples.District.Nodes;

/// <summary>A node in a process of its own; what it logs goes to a file.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process process;
    private readonly Task log;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NodeProcess(NodeOptions options, Process process, string logFile)
    {
        (Options, this.process) = (options, process);
        log = Task.WhenAll(ReadOutputAsync(), WriteLogAsync(logFile));
    }

    /// <summary>What it was started with.</summary>
    internal NodeOptions Options { get; }

    /// <summary>Whether it runs, or is frozen.</summary>
    internal bool IsAlive => !process.HasExited;

    /// <summary>Completes when it serves; fails when it ends before.</summary>
    internal Task Ready => ready.Task;

    /// <summary>Starts it.</summary>
    internal static NodeProcess Start(NodeOptions options, string logFile)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(NodeProcess).Assembly.Location, "node", .. options.ToArguments()])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        return new NodeProcess(options, Process.Start(start)!, logFile);
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>Asks it to hand over and end (SIGTERM), and waits for that.</summary>
    /// <returns>Its exit code; null when it had to be killed after <paramref name="patience"/>.</returns>
    internal async Task<int?> DrainAsync(TimeSpan patience)
    {
        Signal("-TERM");
        if (await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(patience)) is { IsCompleted: true } && process.HasExited)
            return process.ExitCode;
        await KillAsync();
        return null;
    }

    /// <summary>Stops it without its noticing, as a long pause of a virtual machine does.</summary>
    internal void Freeze() => Signal("-STOP");

    /// <summary>Lets it go on.</summary>
    internal void Thaw() => Signal("-CONT");

    /// <inheritdoc/>
    public void Dispose()
    {
        if (IsAlive) process.Kill();
        log.Wait();
        process.Dispose();
    }

    private void Signal(string signal)
    {
        using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
        kill.WaitForExit();
    }

    private async Task ReadOutputAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line == "ready") ready.TrySetResult();
        ready.TrySetException(new InvalidOperationException($"{Options.Name} ended before it served: see its log. 节点未能启动，见其日志。"));
    }

    private async Task WriteLogAsync(string file)
    {
        await using var to = new StreamWriter(file, append: true) { AutoFlush = true };
        while (await process.StandardError.ReadLineAsync() is { } line) await to.WriteLineAsync(line);
    }
}
