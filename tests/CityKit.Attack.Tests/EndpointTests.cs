using System.Collections.Concurrent;
using CityKit.Attack.Tests.Support;
using CityKit.Hub.Tests.Support;
using CityKit.Storage;
using Xunit.Abstractions;

namespace CityKit.Attack.Tests;

/// <summary>Mutated requests over all endpoints: none is a 500, none ends the hub, none makes it grow.</summary>
public sealed class EndpointTests(ITestOutputHelper output)
{
    private const int Lanes = 8;
    private const long MostGrowth = 96 << 20;

    [Fact]
    public async Task Requests_MutatedOverAllEndpoints_AreAnsweredAndTheHubGoesOn()
    {
        await using var hub = await AttackedHub.StartAsync(_ => new InMemoryCityStore(), AttackedHub.WideOpen);
        var device = TestCity.NewDevice("pi-1");
        var maker = new RequestMaker(hub.Endpoints, device.Next(device.Detection(TestCity.Start)));
        Assert.Contains(hub.Endpoints, endpoint => endpoint.RoutePattern.RawText == "/citykit/v1/items");
        var answers = await SendAsync(hub, maker, 0, AttackSize.Requests / 5);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        answers = [.. answers, .. await SendAsync(hub, maker, AttackSize.Requests / 5, AttackSize.Requests)];
        output.WriteLine(string.Join(", ",
            answers.GroupBy(a => a.Key, a => a.Value).OrderBy(a => a.Key).Select(a => $"{a.Key}: {a.Sum()}")));
        Assert.DoesNotContain(answers, answer => answer.Key >= 500);
        Assert.True(answers.Any(answer => answer.Key == 200) && answers.Any(answer => answer.Key == 400), string.Join(", ", answers));
        Assert.Empty(hub.Errors);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, MostGrowth * (AttackSize.IsFull ? 20 : 1));
        await hub.AssertHonestAsync();
    }

    private static async Task<KeyValuePair<int, int>[]> SendAsync(AttackedHub hub, RequestMaker maker, int from, int to)
    {
        var answers = new ConcurrentDictionary<int, int>();
        using var http = new HttpClient { BaseAddress = hub.Root };
        await Parallel.ForAsync(from, to, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (seed, _) =>
        {
            using var request = maker.Make(seed);
            var status = await StatusAsync(http, request);
            Assert.True(status < 500, $"seed {seed}: {request.Method} {request.RequestUri}: {status}");
            answers.AddOrUpdate(status, 1, (_, count) => count + 1);
        });
        return [.. answers];
    }

    /// <summary>0 for a connection that the hub ended, as it may where a body is not read to its end.</summary>
    private static async Task<int> StatusAsync(HttpClient http, HttpRequestMessage request)
    {
        try
        {
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead); // a stream of events has no end
            return (int)answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return 0;
        }
    }
}
