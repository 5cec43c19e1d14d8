using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace CityKit.Samples.Compound.Children;

/// <summary>The child's end of the control line. The driver's end or death closes it, and the child ends, whatever it is doing.</summary>
internal sealed class ControlLine : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Channel<string> lines = Channel.CreateUnbounded<string>();
    private readonly CancellationTokenSource closed = new();
    private readonly TextWriter output = TextWriter.Synchronized(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });

    // Ctrl-C reaches the whole group of the terminal; the driver decides when its children end.
    private readonly PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => signal.Cancel = true);

    /// <summary>Cancelled when the driver closed the line or died.</summary>
    public CancellationToken Closed => closed.Token;

    /// <summary>Says that the child is ready, and starts to listen.</summary>
    public void SayReady(JsonObject about)
    {
        about["ready"] = true;
        output.Write(about.ToJsonString() + '\n');
        new Thread(Listen) { IsBackground = true, Name = "control line" }.Start();
    }

    /// <summary>Answers messages one after another until the line closes.</summary>
    public async Task ServeAsync(Func<JsonObject, Task<JsonObject>> answer)
    {
        try
        {
            await foreach (var line in lines.Reader.ReadAllAsync(Closed))
            {
                if (JsonNode.Parse(line) is not JsonObject message) continue;
                var reply = await answer(message);
                reply["id"] = (long)message["id"]!;
                output.Write(reply.ToJsonString() + '\n');
            }
        }
        catch (OperationCanceledException) when (Closed.IsCancellationRequested)
        {
            // the driver is done with this child
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        closed.Dispose();
    }

    private void Listen()
    {
        while (Console.In.ReadLine() is { } line) lines.Writer.TryWrite(line);
        closed.Cancel();
        Thread.Sleep(Patience);
        Environment.Exit(3); // something did not heed the cancellation; a child without a driver must not stay
    }
}
