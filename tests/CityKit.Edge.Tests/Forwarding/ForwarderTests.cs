using System.Diagnostics.Metrics;
using System.Net;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Edge.Forwarding;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Edge.Tests.Forwarding;

public sealed class ForwarderTests : IAsyncDisposable
{
    private readonly TempFolder folder = new();
    private readonly CancellationTokenSource stop = new(TimeSpan.FromSeconds(60));
    private readonly DeviceKey key = DeviceKey.Create();
    private readonly Meter meter = new("CityKit.Edge.Tests");
    private readonly EventOutbox outbox;
    private readonly FakeHub hub;
    private readonly Forwarder forwarder;
    private readonly HttpClient http;
    private Task running = Task.CompletedTask;
    private long time;

    public ForwarderTests()
    {
        outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        outbox.SetClock(0, Samples.Zero, ClockQuality.Synchronized);
        hub = new FakeHub(key.Public);
        http = new HttpClient(hub);
        var options = new ForwarderOptions
        {
            Hub = new Uri("http://hub.example/base"),
            FirstRetry = TimeSpan.FromMilliseconds(1),
            LongestRetry = TimeSpan.FromMilliseconds(4),
            SlowRetry = TimeSpan.FromMilliseconds(8),
        };
        forwarder = new Forwarder(outbox, key, http, options, TimeProvider.System, new Random(1), NullLogger<Forwarder>.Instance, meter);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        http.Dispose();
        outbox.Dispose();
        key.Dispose();
        meter.Dispose();
        stop.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Drain_BothLanes_SendsAlarmsFirstAndEverythingOnce()
    {
        Put(readings: 50, alarms: 3);
        Put(readings: 50, alarms: 3);
        await Drain();
        Assert.Equal("http://hub.example/base/citykit/v1/batches", hub.Address?.AbsoluteUri);
        Assert.Equal([Lane.Alarm, Lane.Reading], hub.Seen.Select(h => h.Lane));
        AssertTakenOnce(100, 6);
        Assert.Equal((ForwarderState.Idle, 2, 106), (forwarder.Status.State, forwarder.Status.Batches, forwarder.Status.Events));
    }

    [Theory]
    [InlineData(503)]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(404)]
    public async Task Run_HubAwayBusyOrUnclear_KeepsAndRetries(int code)
    {
        hub.Before = (request, _) =>
            request < 6 ? new HttpResponseMessage((HttpStatusCode)code) { Content = new StringContent("<html>") } : null;
        Put(5, 1);
        await Drain();
        AssertTakenOnce(5, 1);
    }

    [Fact]
    public async Task Run_NetworkDown_KeepsAndRetries()
    {
        hub.Before = (request, _) => request < 6 ? throw new HttpRequestException("no route") : null;
        Put(5, 1);
        await Drain();
        AssertTakenOnce(5, 1);
    }

    [Fact]
    public async Task Run_AnswersLostAtRandom_EndsWithEverythingExactlyOnce()
    {
        var random = new Random(20261121);
        hub.After = (_, answer) => random.Next(3) == 0 ? throw new HttpRequestException("connection reset") : answer;
        running = forwarder.RunAsync(stop.Token);
        for (var i = 0; i < 60; i++) Put(readings: random.Next(20), alarms: random.Next(3));
        var produced = outbox.Status;
        await forwarder.DrainAsync(stop.Token);
        AssertTakenOnce((int)produced.Reading.Last, (int)produced.Alarm.Last);
    }

    [Fact]
    public async Task Run_AnswerLostAndMoreEventsCame_GoesOnFromTheHubsCursor()
    {
        Put(10, 0);
        hub.After = (request, answer) =>
        {
            if (request > 1) return answer;
            Put(10, 0); // the batch that is sent again is longer
            throw new HttpRequestException("connection reset");
        };
        await Drain();
        AssertTakenOnce(20, 0);
        Assert.Equal([1, 1, 11], hub.Seen.Select(h => h.First));
    }

    [Fact]
    public async Task Run_HubRestoredFromAnOlderCopy_SendsTheRestInANewOutbox()
    {
        Put(10, 0);
        await Drain();
        var old = outbox.Status.Id;
        hub.Set(old, Lane.Reading, 4, default);
        Put(5, 0);
        await forwarder.DrainAsync(stop.Token);
        Assert.NotEqual(old, outbox.Status.Id);
        Assert.Equal([11, 12, 13, 14, 15], hub.Taken.Where(t => t.Outbox == outbox.Status.Id).Select(t => t.Event.Time.Nanoseconds));
        Assert.Equal((15, 1), (outbox.Status.Produced, forwarder.Status.Diverged));
    }

    [Fact]
    public async Task Run_ACopyOfTheCardSentOtherEvents_LosesNothingOfThisOne()
    {
        Put(10, 0);
        await Drain();
        var old = outbox.Status.Id;
        hub.Set(old, Lane.Reading, 13, default(Core.Chain.RunningHash).Next([1])); // the copy's events 11 to 13
        Put(6, 0);
        await forwarder.DrainAsync(stop.Token);
        var mine = hub.Taken.Where(t => t.Outbox == outbox.Status.Id && t.Outbox != old).Select(t => t.Event.Time.Nanoseconds);
        Assert.Equal([11, 12, 13, 14, 15, 16], mine);
    }

    [Fact]
    public async Task Run_ACopyOfTheCardSentJustAsManyOtherEvents_LosesNothingOfThisOne()
    {
        Put(10, 0);
        await Drain();
        var old = outbox.Status.Id;
        hub.Set(old, Lane.Reading, 13, default(Core.Chain.RunningHash).Next([1])); // the copy's events 11 to 13
        Put(3, 0);
        await forwarder.DrainAsync(stop.Token);
        Assert.Equal([11, 12, 13],
            hub.Taken.Where(t => t.Outbox == outbox.Status.Id && t.Outbox != old).Select(t => t.Event.Time.Nanoseconds));
    }

    [Fact]
    public async Task Run_Retired_SendsNothingUntilTheOperatorResumesWithANewOutbox()
    {
        hub.Before = (_, batch) =>
            batch.Header.Outbox == outbox.Status.Id && forwarder.Status.Diverged == 0 && hub.Requests == 1 ? FakeHub.Answer(410, "retired")
                : null;
        Put(5, 1);
        running = forwarder.RunAsync(stop.Token);
        await Until(ForwarderState.Retired);
        Put(5, 1);
        Assert.Equal("retired said", forwarder.Status.Message?.En);
        Assert.Equal((1, 12), (hub.Requests, outbox.Status.Alarm.Rows + outbox.Status.Reading.Rows));
        outbox.Diverge();
        forwarder.Resume();
        await forwarder.DrainAsync(stop.Token);
        AssertTakenOnce(10, 2);
    }

    [Theory]
    [InlineData(403, "unknown-device", ForwarderState.UnknownDevice)]
    [InlineData(401, "bad-signature", ForwarderState.BadSignature)]
    public async Task Run_NotAdmitted_SaysSoKeepsAndGoesOnOnceAdmitted(int code, string status, ForwarderState state)
    {
        var admitted = false;
        hub.Before = (_, _) => admitted ? null : FakeHub.Answer(code, status);
        Put(5, 1);
        running = forwarder.RunAsync(stop.Token);
        await Until(state);
        Assert.Equal(6, outbox.Status.Alarm.Rows + outbox.Status.Reading.Rows);
        admitted = true;
        await forwarder.DrainAsync(stop.Token);
        AssertTakenOnce(5, 1);
    }

    [Fact]
    public async Task Run_TooLarge_SendsSmallerBatches()
    {
        hub.Before = (_, batch) => batch.Events.Count > 30 ? FakeHub.Answer(413, "too-large") : null;
        Put(200, 0);
        await Drain();
        AssertTakenOnce(200, 0);
    }

    [Fact]
    public async Task Run_OneEventIsGarbage_SetsItAsideAndDisturbsNoOther()
    {
        hub.Before = (_, batch) =>
            batch.Events.Any(e => e.Event is { Kind: EventKind.Contact, Time.Nanoseconds: 7 }) ? FakeHub.Answer(400, "garbage") : null;
        Put(0, 20);
        await Drain();
        Assert.Equal(Enumerable.Range(1, 20).Select(i => (long)i), hub.Taken.Select(t => t.Event.Sequence));
        var marker = Assert.Single(hub.Taken, t => t.Event.Kind == EventKind.Dropped).Event;
        Assert.Equal((7, 1, 7), (marker.Sequence, marker.Value, marker.Time.Nanoseconds));
        Assert.Equal(1, outbox.Status.SetAside);
    }

    [Fact]
    public async Task Run_EverythingIsGarbage_GivesUpOneEventAtMost()
    {
        hub.Before = (_, _) => FakeHub.Answer(400, "garbage");
        Put(0, 20);
        running = forwarder.RunAsync(stop.Token);
        await Until(ForwarderState.Incompatible);
        Assert.Equal((1, 20), (outbox.Status.SetAside, outbox.Status.Alarm.Rows));
        hub.Before = (_, _) => null;
        await forwarder.DrainAsync(stop.Token);
        Assert.Equal(20, hub.Taken.Count);
    }

    [Fact]
    public async Task Run_ProxySays200And400And410_ForgetsNothing()
    {
        int[] codes = [200, 400, 410, 409];
        hub.Before = (request, _) =>
            request <= codes.Length
                ? new HttpResponseMessage((HttpStatusCode)codes[request - 1]) { Content = new StringContent("<html>Welcome</html>") }
                : null;
        Put(5, 1);
        await Drain();
        AssertTakenOnce(5, 1);
        Assert.Equal(0, outbox.Status.SetAside);
    }

    [Fact]
    public async Task Counters_AfterADrain_CountEventsByLane()
    {
        using var listener = new MeterListener();
        var counted = 0L;
        listener.InstrumentPublished = (instrument, l) =>
            { if (instrument.Meter == meter && instrument.Name == "citykit.edge.events.synced") l.EnableMeasurementEvents(instrument); };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref counted, value));
        listener.Start();
        Put(40, 2);
        await Drain();
        Assert.Equal(42, Interlocked.Read(ref counted));
    }

    private void Put(int readings, int alarms)
    {
        var commit = new OutboxCommit();
        for (var i = 0; i < readings; i++) commit.Add(Samples.Reading(++time));
        for (var i = 0; i < alarms; i++) commit.Add(Samples.Contact(++time));
        Assert.True(outbox.Commit(commit).IsCommitted);
    }

    private Task Drain()
    {
        running = forwarder.RunAsync(stop.Token);
        return forwarder.DrainAsync(stop.Token);
    }

    private async Task Until(ForwarderState state)
    {
        while (forwarder.Status.State != state)
        {
            stop.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private void AssertTakenOnce(int readings, int alarms)
    {
        Assert.Equal(Enumerable.Range(1, readings).Select(i => (long)i),
            hub.Taken.Where(t => t.Lane == Lane.Reading).Select(t => t.Event.Sequence));
        Assert.Equal(Enumerable.Range(1, alarms).Select(i => (long)i),
            hub.Taken.Where(t => t.Lane == Lane.Alarm).Select(t => t.Event.Sequence));
        Assert.Equal(readings + alarms, hub.Taken.Select(t => t.Event.Time.Nanoseconds).Distinct().Count());
    }
}
