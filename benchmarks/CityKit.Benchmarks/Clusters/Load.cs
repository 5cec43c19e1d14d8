using System.Text;

namespace CityKit.Benchmarks.Clusters;

/// <summary>Devices with batches that were signed before.</summary>
/// <param name="Senders">The devices.</param>
/// <param name="Envelopes">The batches of each, in order.</param>
/// <param name="Events">In a batch.</param>
/// <param name="AtOnce">How many batches are on their way at a time, one of a device at most.</param>
internal sealed record Load(MeterSender[] Senders, byte[][][] Envelopes, int Events, int AtOnce)
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(20);

    internal int Batches => Envelopes[0].Length;

    internal async Task AdmitAsync(NodeProcess node)
    {
        foreach (var part in Senders.Chunk(AtOnce))
            await Task.WhenAll(part.Select(sender => DoneAsync(node, NodePipe.Kind.Admit, Admission(sender))));
    }

    /// <summary>Sends the batches from one number to before another.</summary>
    /// <returns>How many events.</returns>
    internal async Task<double> SendAsync(NodeProcess[] nodes, int[] roads, int from, int to)
    {
        using var slots = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(Senders.Select((_, n) => Task.Run(async () =>
        {
            for (var batch = from; batch < to; batch++)
            {
                await slots.WaitAsync();
                await DoneAsync(nodes[roads[n]], NodePipe.Kind.Batch, Envelopes[n][batch]);
                slots.Release();
            }
        })));
        return (double)Senders.Length * (to - from) * Events;
    }

    private static byte[] Admission(MeterSender sender)
    {
        var name = Encoding.UTF8.GetBytes(sender.Id.Value);
        return [(byte)name.Length, .. name, .. sender.Key.Public.Info.Span];
    }

    private static async Task DoneAsync(NodeProcess node, NodePipe.Kind kind, byte[] bytes)
    {
        byte answer;
        while ((answer = await node.AskAsync(kind, bytes)) == NodePipe.Later) await Task.Delay(Later);
        if (answer != NodePipe.Done) throw new InvalidOperationException($"{kind} was answered with {answer}.");
    }
}
