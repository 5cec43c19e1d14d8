using System.Net;
using System.Net.Sockets;
using CityKit.Attack.Tests.Support;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using Xunit.Abstractions;

namespace CityKit.Attack.Tests;

/// <summary>
/// Bytes that are no HTTP, or HTTP that two servers would read differently, over sockets: each is answered with 4xx or the connection is
/// closed, no second request hides behind a first, and the hub goes on.
/// </summary>
public sealed class RawHttpTests(ITestOutputHelper output)
{
    private const int Lanes = 16;
    private const string Drained = "automatic draining"; // Kestrel's own, of a body that nobody read
    private const int NoAnswer = 0; // closed, or it waits for more
    private const int SendAgain = 503; // what a device is told whose batch arrived broken off
    private const int VersionNotSupported = 505; // Kestrel's word for HTTP/9.9
    private const long MostGrowth = 32 << 20;
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(20); // what ends slow requests takes 10
    private static readonly TimeSpan ShortAnswer = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Another = TimeSpan.FromMilliseconds(100);

    [Fact]
    public async Task Requests_ThatAreMalformed_AreRefusedOrClosed()
    {
        await using var hub = await AttackedHub.StartAsync(_ => new InMemoryCityStore(), AttackedHub.WideOpen);
        await Task.WhenAll(RawRequests.Malformed.Select(async request =>
        {
            var answers = await AnswersAsync(hub.Root, request.Value, LongestAnswer)
                ?? throw new TimeoutException($"{request.Key}: neither answered nor closed");
            lock (output) output.WriteLine($"{request.Key}: {(answers is [] ? "closed" : string.Join(", ", answers))}");
            Assert.True(answers.Count <= 1, $"{request.Key}: {string.Join(", ", answers)}");
            Assert.All(answers, status => Assert.True(IsRefusal(status), $"{request.Key}: {status}"));
        }));
        Assert.Empty(hub.Errors);
        await hub.AssertHonestAsync();
    }

    [Fact]
    public async Task Requests_MutatedAsBytes_AreAnsweredAndTheHubGoesOn()
    {
        await using var hub = await AttackedHub.StartAsync(_ => new InMemoryCityStore(), AttackedHub.WideOpen);
        await SendAsync(hub.Root, 0, AttackSize.RawRequests / 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var answers = await SendAsync(hub.Root, AttackSize.RawRequests / 5, AttackSize.RawRequests);
        output.WriteLine(string.Join(", ", answers.GroupBy(a => a).OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Count()}")));
        Assert.Contains(400, answers);
        Assert.DoesNotContain(hub.Errors, error => !error.Contains(Drained, StringComparison.Ordinal));
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth);
        await hub.AssertHonestAsync();
    }

    private static async Task<List<int>> SendAsync(Uri root, int from, int to)
    {
        var all = new List<int>();
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (seed, _) =>
        {
            var answers = await AnswersAsync(root, RawRequests.Mutated(seed), ShortAnswer) ?? [];
            Assert.All(answers, status => Assert.True(status < 400 || IsRefusal(status), $"seed {seed}: {status}"));
            lock (all) all.AddRange(answers is [] ? [NoAnswer] : answers);
        });
        return all;
    }

    private static bool IsRefusal(int status) => status is >= 400 and < 500 or SendAgain or VersionNotSupported;

    /// <summary>
    /// The status of each answer; none when the hub closes the connection without one, null when it does neither in time.
    /// </summary>
    private static async Task<List<int>?> AnswersAsync(Uri root, byte[] request, TimeSpan longest)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, root.Port);
        var answer = new MemoryStream();
        try
        {
            await socket.SendAsync(request);
            while (await ReceiveAsync(socket, answer, answer.Length == 0 ? longest : Another))
            {
                // until it says no more
            }
        }
        catch (OperationCanceledException)
        {
            if (answer.Length == 0) return null;
        }
        catch (SocketException)
        {
            // cut off while it sent
        }
        return RawRequests.StatusesOf(answer.ToArray());
    }

    /// <returns>False when the hub has closed the connection.</returns>
    private static async Task<bool> ReceiveAsync(Socket socket, MemoryStream answer, TimeSpan longest)
    {
        using var late = new CancellationTokenSource(longest);
        var buffer = new byte[4096];
        var count = await socket.ReceiveAsync(buffer, late.Token);
        answer.Write(buffer, 0, count);
        return count > 0;
    }
}
