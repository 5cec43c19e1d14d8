using System.Diagnostics;
using System.Threading.Channels;

namespace CityKit.Edge.Agent.Tests.Support;

/// <summary>A running agent: its pins are moved by what is written to it, and tests wait for what it says.</summary>
internal sealed class AgentProcess : IAsyncDisposable
{
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly List<string> said = [];
    private readonly Process process;
    private readonly Task reading;

    private AgentProcess(Process process)
    {
        this.process = process;
        reading = ReadAllAsync();
    }

    internal int ProcessId => process.Id;

    internal static AgentProcess Start(IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment)
    {
        var start = Installation.Program(arguments);
        foreach (var (name, value) in environment ?? new Dictionary<string, string>()) start.Environment[name] = value;
        return new AgentProcess(Process.Start(start)!);
    }

    internal Task<string> ReadyAsync() => SaysAsync("Ready: device test-edge-1");

    /// <summary>Moves a pin.</summary>
    internal async Task PlayAsync(string step)
    {
        await process.StandardInput.WriteLineAsync(step);
        await process.StandardInput.FlushAsync();
    }

    /// <summary>Waits for a line that holds a text.</summary>
    internal async Task<string> SaysAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            while (true)
            {
                var line = await lines.Reader.ReadAsync(patience.Token);
                said.Add(line);
                if (line.Contains(text, StringComparison.Ordinal)) return line;
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or ChannelClosedException)
        {
            throw new InvalidOperationException($"'{text}' was not said, but:\n{string.Join('\n', said)}", ended);
        }
    }

    /// <summary>Asks it to end (SIGTERM).</summary>
    internal async Task<int> TerminateAsync()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        return await EndAsync();
    }

    /// <summary>Ends it as a power cut would (SIGKILL).</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await EndAsync();
    }

    /// <summary>Waits for its end, and for what it still says.</summary>
    internal async Task<int> EndAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        await reading;
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) await KillAsync();
        process.Dispose();
    }

    private async Task ReadAllAsync()
    {
        await Task.WhenAll(ReadAsync(process.StandardOutput), ReadAsync(process.StandardError));
        lines.Writer.TryComplete();
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line) lines.Writer.TryWrite(line);
    }
}
