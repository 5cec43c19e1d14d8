using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CityKit.Attack.Tests.Attackers;

/// <summary>1,000 connections that send a byte now and then: half of them headers without end, half of them a body.</summary>
internal static class SlowSender
{
    private const int Connections = 1_000;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1) / Connections;
    private const string Head = "POST /citykit/v1/batches HTTP/1.1\r\nHost: hub.example\r\nContent-Type: application/msgpack\r\n";

    internal static async Task<string> RunAsync(Uri root, CancellationToken end)
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, Connections).Select(n => HoldAsync(root, n, end)));
        return $"slow: {Connections} at a time, {opened.Sum()} connections in all";
    }

    /// <summary>Opens another whenever the hub ends one. They begin within a second, and so never send in step.</summary>
    private static async Task<int> HoldAsync(Uri root, int number, CancellationToken end)
    {
        await Task.Delay(Between * number, CancellationToken.None);
        for (var opened = 0; ; opened++)
        {
            if (end.IsCancellationRequested) return opened;
            try
            {
                await DripAsync(root, inBody: number % 2 == 0, end);
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
            }
        }
    }

    private static async Task DripAsync(Uri root, bool inBody, CancellationToken end)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.5"), 0));
        await socket.ConnectAsync(root.Host, root.Port, end);
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(inBody ? Head + "Content-Length: 1000000\r\n\r\n" : Head + "X: "), end);
        while (true)
        {
            await Task.Delay(1_000, end);
            await stream.WriteAsync("x"u8.ToArray(), end);
        }
    }
}
