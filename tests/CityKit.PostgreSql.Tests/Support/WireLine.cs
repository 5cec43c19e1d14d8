using System.Net.Sockets;

namespace CityKit.PostgreSql.Tests.Support;

/// <summary>One connection through a <see cref="Wire"/>.</summary>
internal sealed class WireLine : IDisposable
{
    private readonly Socket client;
    private readonly Socket server;
    private readonly MemoryStream kept = new();
    private readonly TaskCompletionSource isKeeping = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task questions;
    private readonly Task answers;
    private volatile bool keepsBack;
    private volatile bool losesAnswer;
    private int bytesLeft;

    /// <param name="client">The store's end.</param>
    /// <param name="server">The server's end.</param>
    /// <param name="bytes">After how many sent bytes both ends are cut off: what the store writes and what it reads fail at the same
    /// moment.</param>
    internal WireLine(Socket client, Socket server, int bytes)
    {
        (this.client, this.server, bytesLeft) = (client, server, bytes);
        questions = PumpAsync(client, Ask);
        answers = PumpAsync(server, Answer);
    }

    /// <summary>Completes with the first bytes that are kept back.</summary>
    internal Task IsKeeping => isKeeping.Task;

    /// <summary>From now on nothing goes to the server.</summary>
    internal void KeepBack() => keepsBack = true;

    /// <summary>The next answer does not come to the client, which is cut off instead.</summary>
    internal void LoseAnswer() => losesAnswer = true;

    internal void CutClient() => client.Dispose();

    /// <summary>Sends what was kept back, and waits until the server has taken it and hung up.</summary>
    internal async Task DeliverAsync()
    {
        await questions;
        await server.SendAsync(kept.ToArray());
        server.Shutdown(SocketShutdown.Send);
        await answers;
    }

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
    }

    private async ValueTask Ask(ReadOnlyMemory<byte> bytes)
    {
        if ((bytesLeft -= bytes.Length) <= 0) Dispose();
        if (!keepsBack)
        {
            await server.SendAsync(bytes);
            return;
        }
        kept.Write(bytes.Span);
        isKeeping.TrySetResult();
    }

    private async ValueTask Answer(ReadOnlyMemory<byte> bytes)
    {
        if (losesAnswer) client.Dispose();
        if (!client.SafeHandle.IsClosed) await client.SendAsync(bytes);
    }

    private static async Task PumpAsync(Socket from, Func<ReadOnlyMemory<byte>, ValueTask> take)
    {
        var buffer = new byte[64 << 10];
        try
        {
            while (await from.ReceiveAsync(buffer) is > 0 and var count) await take(buffer.AsMemory(0, count));
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
        }
    }
}
