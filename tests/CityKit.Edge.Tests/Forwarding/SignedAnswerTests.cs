using System.Diagnostics.Metrics;
using System.Net;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Tests.Forwarding;

/// <summary>
/// With the hub's answer key pinned, nobody on the way makes a device delete what the hub does not have; and a hub that fell back is caught
/// up with.
/// </summary>
public sealed class SignedAnswerTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
    private readonly DeviceKey key = DeviceKey.Create();
    private readonly DeviceKey answers = DeviceKey.Create();
    private readonly Meter meter = new("CityKit.Edge.Tests");
    private readonly FakeHub hub;
    private readonly HttpClient http;
    private EventOutbox outbox;
    private Forwarder forwarder;
    private Task running = Task.CompletedTask;
    private CancellationTokenSource until = new();
    private long time;

    public SignedAnswerTests()
    {
        hub = new FakeHub(key.Public) { AnswerKey = answers };
        http = new HttpClient(hub);
        outbox = Open();
        forwarder = Make(answers.Public);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        http.Dispose();
        outbox.Dispose();
        key.Dispose();
        answers.Dispose();
        meter.Dispose();
        stop.Dispose();
        until.Dispose();
        folder.Dispose();
    }

    public static TheoryData<string> Forgeries =>
    [
        "forged synced", "replayed answer of another batch", "signed by another key", "right hash, no signature",
        "the right answer with another cursor", "forged diverged", "forged retired", "forged garbage", "413",
        "413 with the answer's own signature", "forged gap",
    ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task Run_SomebodyOnTheWayAnswers_ChangesNothingSaysSoAndGoesOnWithTheHub(string forgery)
    {
        Put(1); // whose answer is replayed
        await DrainAsync();
        await StopAsync();
        Put(1);
        var before = (outbox.Status.Id, outbox.Status.Reading, outbox.Status.SetAside, outbox.Status.Produced);
        hub.After = (_, answer) => Forge(forgery, answer);
        hub.Before = (_, batch) => Forge(forgery, batch);
        Start();
        await UntilAsync(ForwarderState.UnsignedAnswer);
        await StopAsync();
        Assert.Equal(before, (outbox.Status.Id, outbox.Status.Reading, outbox.Status.SetAside, outbox.Status.Produced));
        Assert.Contains(answers.Public.Print.ToString(), forwarder.Status.Message!.En, StringComparison.Ordinal);
        Assert.Contains("enroll --answer-key", forwarder.Status.Message.Zh, StringComparison.Ordinal);
        (hub.Before, hub.After) = ((_, _) => null, (_, answer) => answer);
        await DrainAsync();
        Assert.Equal([1, 2], hub.Taken.Select(t => t.Event.Sequence));
        Assert.Equal(0, forwarder.Status.Diverged);
    }

    [Fact]
    public async Task Run_NoKeyPinned_TakesAnswersAsBeforeAndSaysNothingOfKeys()
    {
        forwarder = Make(null);
        Put(5);
        await DrainAsync();
        Assert.All(hub.Seen, header => Assert.True(header is { AnswerKey: null, Receipt.IsEmpty: true }));
        Assert.True(outbox.Receipt(Lane.Reading).IsEmpty);
    }

    [Fact]
    public async Task Run_TooLargeUnsigned_SendsSmallerBatchesAllTheSame()
    {
        hub.Before = (_, batch) => batch.Events.Count > 30 ? FakeHub.Answer(413, "too-large") : null;
        Put(200);
        await DrainAsync();
        Assert.Equal(200, hub.Taken.Count);
    }

    [Fact]
    public async Task Run_KeyPinned_EveryBatchNamesItAndOnlyTheFirstAfterAStartShowsTheLastAnswer()
    {
        for (var i = 0; i < 3; i++)
        {
            Put(2);
            await DrainAsync();
            await StopAsync();
        }
        Reopen();
        Put(2);
        await DrainAsync();
        Put(2);
        await forwarder.DrainAsync(stop.Token);
        Assert.All(hub.Seen, header => Assert.Equal(answers.Public.Print, header.AnswerKey));
        Assert.Equal([false, false, false, true, false], hub.Seen.Select(header => !header.Receipt.IsEmpty));
        var shown = SignedReceipt.Decode(hub.Seen[3].Receipt, out _)!;
        Assert.True(shown.IsSignedBy(answers.Public));
        Assert.Equal(("synced", 6, hub.HashAt(outbox.Status.Id, Lane.Reading, 6)),
            (shown.Content.Status, shown.Content.Cursor, shown.Content.Hash));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)] // in the tail a hub is followed by the hash alone
    public async Task Run_HubFellBackIntoTheTail_GetsTheSameEventsAgainAndIsShownItsAnswer(bool pinned)
    {
        if (!pinned) forwarder = Make(null);
        Put(10);
        await DrainAsync();
        hub.Restore(outbox.Status.Id, Lane.Reading, 4);
        Put(5);
        await forwarder.DrainAsync(stop.Token);
        Assert.Equal([.. Numbers(1, 10), .. Numbers(5, 15)], hub.Taken.Select(t => t.Event.Sequence));
        Assert.Equal((0, 1, new HubFall(Lane.Reading, 5, 10)), (forwarder.Status.Diverged, outbox.Status.HubFalls, outbox.Status.LastFall));
        var shown = hub.Seen.Where(header => !header.Receipt.IsEmpty)
            .Select(header => SignedReceipt.Decode(header.Receipt, out _)!.Content.Cursor);
        Assert.Equal(pinned ? [10] : [], shown);
    }

    [Fact]
    public async Task Run_HubFellBackBehindTheTail_HearsWhatIsLostAndGetsTheRest()
    {
        Reopen(tailEvents: 3);
        Put(10);
        await DrainAsync();
        await StopAsync();
        Reopen(tailEvents: 3); // forgets 1 to 7
        hub.Restore(outbox.Status.Id, Lane.Reading, 4);
        Put(2);
        await DrainAsync();
        var again = hub.Taken.Skip(10).Select(t => t.Event).ToList();
        Assert.Equal((EventKind.Dropped, 7L, 3L, "forgotten"),
            (again[0].Kind, again[0].Sequence, again[0].Value, again[0].Fields.TextOf("reason")));
        Assert.Equal(Numbers(8, 12), again.Skip(1).Select(e => e.Sequence));
        Assert.Equal((0, new HubFall(Lane.Reading, 5, 10)), (forwarder.Status.Diverged, outbox.Status.LastFall));
    }

    [Fact]
    public async Task Run_HubFellBackBehindTheTailUnpinned_GoesOnInANewOutbox()
    {
        Reopen(tailEvents: 3);
        Put(10);
        await DrainAsync();
        await StopAsync();
        Reopen(tailEvents: 3);
        forwarder = Make(null);
        var old = outbox.Status.Id;
        hub.Restore(old, Lane.Reading, 4);
        Put(2);
        await DrainAsync();
        Assert.NotEqual(old, outbox.Status.Id);
        Assert.Equal([11, 12], hub.Taken.Where(t => t.Outbox != old).Select(t => t.Event.Time.Nanoseconds));
    }

    /// <summary>What comes back in place of the hub's answer, which is lost.</summary>
    private HttpResponseMessage Forge(string forgery, HttpResponseMessage answer) => forgery switch
    {
        "right hash, no signature" => Without(answer, "signature"),
        "the right answer with another cursor" => Changed(answer, "\"cursor\":2", "\"cursor\":1"),
        "413 with the answer's own signature" => new HttpResponseMessage(HttpStatusCode.RequestEntityTooLarge) { Content = answer.Content },
        _ => answer,
    };

    /// <summary>What comes back although the hub never saw the batch.</summary>
    private HttpResponseMessage? Forge(string forgery, EventBatch batch)
    {
        var header = batch.Header;
        var hash = header.Before.Next(batch.Events[0].Bytes.Span);
        return forgery switch
        {
            "forged synced" => FakeHub.Answer(200, "synced", header.First, hash),
            "replayed answer of another batch" => FakeHub.Answer(200, "synced", header.First, hash, Replay()),
            "signed by another key" => FakeHub.Answer(200, "synced", header.First, hash, Content(header, hash).Sign(key)),
            "forged diverged" => FakeHub.Answer(409, "diverged"),
            "forged retired" => FakeHub.Answer(410, "retired"),
            "forged garbage" => FakeHub.Answer(400, "garbage"),
            "forged gap" => FakeHub.Answer(409, "gap", 0, default(RunningHash)),
            "413" => FakeHub.Answer(413, "too-large"),
            _ => null,
        };
    }

    private SignedReceipt Replay() => SignedReceipt.Decode(outbox.Receipt(Lane.Reading), out _)!;

    private static HubReceipt Content(BatchHeader header, RunningHash hash) =>
        new(header.Device, header.Outbox, header.Lane, "synced", header.First, hash, 7, new byte[32]);

    private static HttpResponseMessage Without(HttpResponseMessage answer, string member) =>
        Changed(answer, $"\"{member}\"", $"\"no-{member}\"");

    private static HttpResponseMessage Changed(HttpResponseMessage answer, string from, string to)
    {
        var text = answer.Content.ReadAsStringAsync().Result;
        Assert.Contains(from, text, StringComparison.Ordinal);
        return new HttpResponseMessage(answer.StatusCode) { Content = new StringContent(text.Replace(from, to, StringComparison.Ordinal)) };
    }

    private static IEnumerable<long> Numbers(int from, int through) => Enumerable.Range(from, through - from + 1).Select(n => (long)n);

    private void Put(int readings)
    {
        var commit = new OutboxCommit();
        for (var i = 0; i < readings; i++) commit.Add(Samples.Reading(++time));
        Assert.True(outbox.Commit(commit).IsCommitted);
    }

    private EventOutbox Open(int tailEvents = OutboxOptions.DefaultTailEvents)
    {
        var opened = Samples.Open(folder, tailEvents: tailEvents);
        opened.OpenBoot(Samples.Boot);
        opened.SetClock(0, Samples.Zero, ClockQuality.Synchronized);
        return opened;
    }

    private void Reopen(int tailEvents = OutboxOptions.DefaultTailEvents)
    {
        outbox.Dispose();
        outbox = Open(tailEvents);
        forwarder = Make(answers.Public);
    }

    private Forwarder Make(DevicePublicKey? pinned)
    {
        var options = new ForwarderOptions
        {
            Hub = new Uri("http://hub.example/base"), AnswerKey = pinned,
            FirstRetry = TimeSpan.FromMilliseconds(1), LongestRetry = TimeSpan.FromMilliseconds(4),
            SlowRetry = TimeSpan.FromMilliseconds(8),
        };
        return new Forwarder(outbox, key, http, options, TimeProvider.System, new Random(1), NullLogger<Forwarder>.Instance, meter);
    }

    private Task DrainAsync()
    {
        Start();
        return forwarder.DrainAsync(stop.Token);
    }

    private void Start()
    {
        until = new CancellationTokenSource();
        running = forwarder.RunAsync(until.Token);
    }

    private async Task StopAsync()
    {
        await until.CancelAsync();
        await running;
    }

    private async Task UntilAsync(ForwarderState state)
    {
        while (forwarder.Status.State != state)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }
}
