using System.Diagnostics;

namespace CityKit.Edge.Guest;

/// <summary>This program once more, in another part: started, listened to, killed.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private readonly Process process;
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long[] taken = new long[4];
    private bool ended;

    private Child(Process process) => this.process = process;

    /// <summary>The four numbers it told last (<see cref="Telling"/>).</summary>
    internal IReadOnlyList<long> Taken => Volatile.Read(ref taken);

    internal static async Task<Child> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var child = new Child(Process.Start(start)!);
        child.process.OutputDataReceived += (_, line) => child.Hear(line.Data);
        child.process.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        await child.ready.Task.WaitAsync(Patience);
        Console.WriteLine($"  {arguments[0]} ready after {clock.ElapsedMilliseconds} ms");
        return child;
    }

    /// <summary>SIGKILL.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        ended = true;
    }

    internal async Task EndAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(Patience);
        ended = true;
        if (process.ExitCode != 0) throw new InvalidOperationException($"A child ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!ended) process.Kill();
        ended = true;
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null) return;
        if (line == "ready") ready.TrySetResult();
        else if (line.StartsWith("taken ", StringComparison.Ordinal)) Volatile.Write(ref taken, [.. line.Split(' ')[1..].Select(long.Parse)]);
        else Console.WriteLine($"  | {line}");
    }
}
