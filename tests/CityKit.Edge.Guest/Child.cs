using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Threading.Channels;

namespace CityKit.Edge.Guest;

/// <summary>A program beside this one: started, listened to, told to end, killed.</summary>
internal sealed partial class Child : IDisposable
{
    private const int Terminate = 15; // SIGTERM
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(150);
    private readonly Process process;
    private readonly string name;
    private readonly Channel<string> heard = Channel.CreateUnbounded<string>();
    private long[] numbers = new long[2];

    private Child(string name, Process process) => (this.name, this.process) = (name, process);

    /// <summary>The numbers it told last, after the word "taken".</summary>
    internal IReadOnlyList<long> Taken => Volatile.Read(ref numbers);

    /// <summary>Starts it, and waits until it says so.</summary>
    internal static async Task<Child> StartAsync(string name, string program, IEnumerable<string> arguments, string readyWord)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        var child = new Child(name, Process.Start(start)!);
        child.process.OutputDataReceived += (_, line) => child.Hear(line.Data);
        child.process.BeginOutputReadLine();
        var clock = Stopwatch.StartNew();
        await child.HearAsync(readyWord);
        Console.WriteLine($"  {name} ready after {clock.ElapsedMilliseconds} ms");
        return child;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>How it ended, and what it printed.</returns>
    internal static async Task<(int Code, string Output)> RunAsync(string program, IEnumerable<string> arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync().WaitAsync(Patience);
        return (process.ExitCode, await output + await error);
    }

    /// <summary>Waits for a line that contains a text.</summary>
    /// <returns>That line.</returns>
    internal async Task<string> HearAsync(string text)
    {
        using var patience = new CancellationTokenSource(Patience);
        await foreach (var line in heard.Reader.ReadAllAsync(patience.Token))
            if (line.Contains(text, StringComparison.Ordinal)) return line;
        throw new InvalidOperationException($"{name} ended and never said '{text}'.");
    }

    /// <summary>Writes a line to its standard input.</summary>
    internal void Say(string line) => process.StandardInput.WriteLine(line);

    /// <summary>SIGKILL.</summary>
    internal async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    /// <summary>SIGTERM; it must end well.</summary>
    internal async Task EndAsync()
    {
        if (kill(process.Id, Terminate) != 0) throw new InvalidOperationException($"{name} is gone.");
        await process.WaitForExitAsync().WaitAsync(Patience);
        if (process.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
        {
            heard.Writer.TryComplete();
            return;
        }
        if (line.StartsWith("taken ", StringComparison.Ordinal)) Volatile.Write(ref numbers, [.. line.Split(' ')[1..].Select(long.Parse)]);
        else Console.WriteLine($"  | {line}");
        heard.Writer.TryWrite(line);
    }

    [LibraryImport("libc")]
    private static partial int kill(int process, int signal);
}
