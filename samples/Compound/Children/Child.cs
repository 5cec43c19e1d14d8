using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;

namespace CityKit.Samples.Compound.Children;

/// <summary>
/// One child process: asked by JSON lines on its standard input, answering on its standard output, logging on its standard error.
/// </summary>
internal sealed class Child : IDisposable
{
    private const int Killed = 128 + 9; // as shells and .NET give SIGKILL

    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonObject>> asked = new();
    private readonly TaskCompletionSource<JsonObject> ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly Lock gate = new();
    private long lastId;

    private Child(string name, Process process)
    {
        Name = name;
        this.process = process;
    }

    /// <summary>Which child it is.</summary>
    public string Name { get; }

    /// <summary>Its process id.</summary>
    public int ProcessId => process.Id;

    /// <summary>Its first line; faults when it ends before.</summary>
    public Task<JsonObject> Ready => ready.Task;

    /// <summary>True once it has answered something.</summary>
    public bool HasAnswered { get; private set; }

    /// <summary>True when it was ended by SIGKILL from anywhere, and not by itself; ask once it has ended.</summary>
    public bool WasKilled => process.ExitCode == Killed;

    /// <summary>Completes when it has ended and all it said was read.</summary>
    public Task Ended { get; private set; } = Task.CompletedTask;

    /// <summary>Starts this same program with other arguments.</summary>
    public static Child Start(string name, IEnumerable<string> arguments, string log)
    {
        var start = new ProcessStartInfo(Host.Program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in Host.Arguments.Concat(arguments)) start.ArgumentList.Add(argument);
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Host.Program} did not start. 子进程未能启动。");
        var child = new Child(name, process);
        child.Ended = Task.WhenAll(child.ReadAnswersAsync(), child.WriteLogAsync(log));
        return child;
    }

    /// <summary>Sends one message and waits for its answer.</summary>
    /// <exception cref="ChildGoneException">The child ended first.</exception>
    public async Task<JsonObject> AskAsync(JsonObject message, CancellationToken cancellation)
    {
        var id = Interlocked.Increment(ref lastId);
        var answer = asked[id] = new TaskCompletionSource<JsonObject>(TaskCreationOptions.RunContinuationsAsynchronously);
        message["id"] = id;
        Send(message.ToJsonString());
        if (Ended.IsCompleted) answer.TrySetException(Gone());
        return await answer.Task.WaitAsync(cancellation);
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    /// <returns>False when it had ended already.</returns>
    public bool Kill()
    {
        try
        {
            if (process.HasExited) return false;
            process.Kill();
            return true;
        }
        catch (InvalidOperationException)
        {
            return false; // it ended, and was put away, in between
        }
    }

    /// <summary>Closes its standard input, which is its sign to end, and waits for that; kills it when it takes too long.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (Ended.IsCompleted) return;
        CloseInput();
        if (await Task.WhenAny(Ended, Task.Delay(patience)) != Ended) Kill();
        await Ended;
    }

    /// <inheritdoc/>
    public void Dispose() => process.Dispose();

    private void CloseInput()
    {
        try
        {
            lock (gate) process.StandardInput.Close();
        }
        catch (Exception gone) when (gone is IOException or InvalidOperationException)
        {
            // it has ended: that is what was wanted
        }
    }

    private void Send(string line)
    {
        try
        {
            lock (gate)
            {
                process.StandardInput.Write(line + '\n');
                process.StandardInput.Flush();
            }
        }
        catch (Exception gone) when (gone is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // it has ended: the answer faults when its output closes
        }
    }

    private async Task ReadAnswersAsync()
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line) Take(line);
        await process.WaitForExitAsync();
        ready.TrySetException(Gone());
        foreach (var waiting in asked.Values) waiting.TrySetException(Gone());
    }

    private void Take(string line)
    {
        if (Parse(line) is not { } answer) return;
        if (answer["ready"] is not null) ready.TrySetResult(answer);
        else if (answer["id"] is { } id && asked.TryRemove((long)id, out var waiting)) HasAnswered = waiting.TrySetResult(answer);
    }

    /// <summary>A killed child may leave half a line.</summary>
    private static JsonObject? Parse(string line)
    {
        try
        {
            return JsonNode.Parse(line) as JsonObject;
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private async Task WriteLogAsync(string log)
    {
        await using var file = new StreamWriter(new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
        {
            AutoFlush = true,
        };
        while (await process.StandardError.ReadLineAsync() is { } line) await file.WriteLineAsync(line);
    }

    private ChildGoneException Gone() => new($"The {Name} process ended. 子进程已结束。");
}
