using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Edge.Tests.Forwarding;

/// <summary>Batches go to the node that a signed answer names, and to the configured hub again when it fails.</summary>
public sealed class HubRoadTests : IDisposable
{
    private const string Configured = "https://hub.example/citykit/v1/batches";
    private const string OfNode = "https://node-b.example/citykit/v1/batches";
    private static readonly Uri Node = new("https://node-b.example/");

    private readonly TempFolder folder = new();
    private readonly DeviceKey key = DeviceKey.Create();
    private readonly DeviceKey answers = DeviceKey.Create();
    private readonly Meter meter = new("CityKit.Edge.Tests");
    private readonly FakeTimeProvider time = FakeTime.At(Samples.Zero);
    private readonly FakeHub hub;
    private readonly HttpClient http;
    private readonly EventOutbox outbox;
    private readonly List<string> asked = [];
    private long at;

    public HubRoadTests()
    {
        hub = new FakeHub(key.Public) { AnswerKey = answers, Owner = SignedAddress.Sign(Node, answers) };
        http = new HttpClient(hub);
        outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        outbox.SetClock(0, Samples.Zero, ClockQuality.Synchronized);
    }

    public void Dispose()
    {
        http.Dispose();
        outbox.Dispose();
        key.Dispose();
        answers.Dispose();
        meter.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Send_SignedAnswerNamesTheOwner_TheNextBatchGoesThere()
    {
        var client = Make(new ForwarderOptions { Hub = new Uri("https://hub.example"), AnswerKey = answers.Public });
        Assert.Equal([Configured, OfNode, OfNode], await SendAsync(client, 3));
    }

    [Fact]
    public async Task Send_NodeFails_GoesBackAndStaysForAWhile()
    {
        var client = Make(new ForwarderOptions { Hub = new Uri("https://hub.example"), AnswerKey = answers.Public });
        hub.Before = (request, _) => request == 2 ? FakeHub.Answer(503, "busy") : null;
        Assert.Equal([Configured, OfNode, Configured, Configured], await SendAsync(client, 4));
        time.Advance(Duration.FromTimeSpan(new ForwarderOptions { Hub = Node }.SlowRetry));
        Assert.Equal([Configured, OfNode], (await SendAsync(client, 2))[^2..]);
    }

    public static TheoryData<string> Strangers => ["no key pinned", "another key signed the address", "not to be followed", "without TLS"];

    [Theory]
    [MemberData(nameof(Strangers))]
    public async Task Send_OwnerThatIsNotTheHubsOrNotWanted_IsNotFollowed(string why)
    {
        var options = new ForwarderOptions { Hub = new Uri("https://hub.example"), AnswerKey = answers.Public };
        var client = Make(why switch
        {
            "no key pinned" => options with { AnswerKey = null },
            "not to be followed" => options with { FollowOwner = false },
            _ => options,
        });
        hub.Owner = why switch
        {
            "another key signed the address" => SignedAddress.Sign(Node, key),
            "without TLS" => SignedAddress.Sign(new Uri("http://node-b.example/"), answers),
            _ => hub.Owner,
        };
        Assert.Equal([Configured, Configured], await SendAsync(client, 2));
    }

    [Theory]
    [InlineData("http://localhost:5000", "http://node-b.example/", false)] // a hub on this machine: nothing leaves it without TLS
    [InlineData("http://localhost:5000", "http://127.0.0.1:5001/", true)]
    [InlineData("http://10.0.0.1", "http://10.0.0.2/", true)] // within a tunnel of their own
    public async Task Send_HubWithoutTls_IsFollowedOnlyWhereItIsAsSafe(string configured, string owner, bool isFollowed)
    {
        var client = Make(new ForwarderOptions { Hub = new Uri(configured), AnswerKey = answers.Public });
        hub.Owner = SignedAddress.Sign(new Uri(owner), answers);
        var last = (await SendAsync(client, 2))[1];
        Assert.Equal(isFollowed, last.StartsWith(owner, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(7, 7, 10.5)]
    [InlineData(3600, 30, 45)] // no more than the longest pause, whoever asks
    public async Task Run_BusyHubSaysHowLong_WaitsThatLongAndUpToAHalfMore(int seconds, double least, double most)
    {
        Put();
        hub.Before = (_, _) => Busy(seconds);
        var answer = await Make(new ForwarderOptions { Hub = Node }).SendAsync(Next(), default);
        Assert.Equal(TimeSpan.FromSeconds(seconds), answer.After);
        var backoff = new Backoff(new ForwarderOptions { Hub = Node }, new Random(1));
        for (var i = 0; i < 50; i++)
            Assert.InRange(backoff.Next(TimeSpan.FromSeconds(30), answer.After).TotalSeconds, least, most);
    }

    private static HttpResponseMessage Busy(int seconds)
    {
        var answer = FakeHub.Answer((int)HttpStatusCode.ServiceUnavailable, "busy");
        answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        return answer;
    }

    private HubClient Make(ForwarderOptions options) => new(http, key, options, time);

    private async Task<List<string>> SendAsync(HubClient client, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            Put();
            var batch = Next();
            var answer = await client.SendAsync(batch, default);
            asked.Add(hub.Address!.AbsoluteUri);
            if (answer.Kind == HubAnswerKind.Synced) outbox.Synced(batch.Header.Lane, batch.Last, answer.Receipt?.Encode());
        }
        return asked;
    }

    private OutboxBatch Next() => outbox.NextBatch(Lane.Reading, BatchLimits.Max)!;

    private void Put()
    {
        var commit = new OutboxCommit();
        commit.Add(Samples.Reading(++at));
        Assert.True(outbox.Commit(commit).IsCommitted);
    }
}
