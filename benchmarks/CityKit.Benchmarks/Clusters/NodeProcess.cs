using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CityKit.Benchmarks.Clusters;

/// <summary>A measured process, as the one that measures has it.</summary>
internal sealed class NodeProcess : IDisposable
{
    private readonly Process process;
    private readonly BinaryWriter input;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<byte>> asked = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int last;

    internal NodeProcess(string connection, string keys, int devices, int partitions, int port)
    {
        string[] arguments = ["cluster-node", connection, keys,
            .. ((int[])[devices, partitions, port]).Select(n => n.ToString(CultureInfo.InvariantCulture))];
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        // Compiled once, before it is measured: three processes would do it three times.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        process = Process.Start(start)!;
        input = new BinaryWriter(new BufferedStream(process.StandardInput.BaseStream, 1 << 16));
        new Thread(Listen) { IsBackground = true }.Start();
    }

    /// <summary>Completes when it answers; fails when it ends before.</summary>
    internal Task Ready => ready.Task;

    /// <summary>The CPU time it has had so far, in seconds.</summary>
    internal double CpuSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    internal Task<byte> AskAsync(NodePipe.Kind kind, ReadOnlySpan<byte> bytes)
    {
        var number = Interlocked.Increment(ref last);
        var answer = new TaskCompletionSource<byte>(TaskCreationOptions.RunContinuationsAsynchronously);
        asked[number] = answer;
        lock (input) NodePipe.Write(input, kind, number, bytes);
        return answer.Task;
    }

    public void Dispose()
    {
        input.Dispose();
        process.WaitForExit();
        process.Dispose();
    }

    private void Listen()
    {
        var output = new BinaryReader(process.StandardOutput.BaseStream);
        while (NodePipe.Read(output) is { } answer)
            if (asked.TryRemove(answer.Asked, out var waiting)) waiting.SetResult(answer.Bytes[0]);
            else ready.TrySetResult();
        var ended = new InvalidOperationException("A node ended.");
        ready.TrySetException(ended);
        foreach (var waiting in asked.Values) waiting.TrySetException(ended);
    }
}
