using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Outbox;

public sealed class OutboxCapTests : IDisposable
{
    private static readonly string Padding = new('x', 250);
    private readonly TempFolder folder = new();
    private readonly EventOutbox outbox;
    private long time;

    public OutboxCapTests()
    {
        outbox = Samples.Open(folder, OutboxOptions.MinCapBytes);
        outbox.OpenBoot(Samples.Boot);
        outbox.ReleaseClock(0);
    }

    public void Dispose()
    {
        outbox.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Commit_FullOfReadings_DropsTheOldestBehindTheHeadIntoOneMarker()
    {
        FillReadings(30);
        var head = outbox.NextBatch(Lane.Reading, BatchLimits.Max)!;
        Assert.All(head.Events.SkipLast(1), e => Assert.Equal(EventKind.Reading, Decode(e).Kind));
        var events = TakeAll();
        var markers = events.Where(e => e.Kind == EventKind.Dropped).ToList();
        Assert.Single(markers);
        Assert.Equal(outbox.Status.Dropped, markers[0].Value);
        Assert.True(markers[0].Value > 10_000, $"{markers[0].Value} dropped");
        Assert.True(markers[0].Sequence - markers[0].Value >= BatchLimits.Max.Bytes / 400, "the head is whole");
        AssertContiguous(events);
        Assert.Equal(outbox.Status.Produced, events[^1].Sequence);
    }

    [Fact]
    public void Commit_FullWithBatchInFlight_LeavesItAsItWasSent()
    {
        FillReadings(1);
        var sent = outbox.NextBatch(Lane.Reading, BatchLimits.Max)!;
        FillReadings(40);
        var again = outbox.NextBatch(Lane.Reading, BatchLimits.Max)!;
        Assert.Equal(sent.Events.Select(e => Convert.ToHexString(e.Span)),
            again.Events.Take(sent.Events.Count).Select(e => Convert.ToHexString(e.Span)));
        Assert.True(outbox.MoveTo(Lane.Reading, sent.Last));
        FillReadings(10);
        AssertContiguous(TakeAll());
    }

    [Fact]
    public void Commit_FullOfReadings_StaysUnderTheCapAndKeepsAlarms()
    {
        outbox.Commit(Samples.Commit(Samples.Contact(++time)));
        FillReadings(30);
        var status = outbox.Status;
        Assert.InRange(status.Alarm.Bytes + status.Reading.Bytes, 1, OutboxOptions.MinCapBytes);
        Assert.Equal(1, status.Alarm.Rows);
    }

    [Fact]
    public void Commit_FullOfAlarms_IsRefusedLoudlyAndWorksAgainAfterTheHubAnswered()
    {
        var refusal = FillAlarms();
        Assert.Equal("outbox-full", refusal.Code);
        var before = outbox.Status;
        Assert.False(outbox.Commit(Alarms(1000)).IsCommitted);
        Assert.Equal(before, outbox.Status);
        outbox.Synced(Lane.Alarm, before.Alarm.Last / 2);
        var receipt = outbox.Commit(Alarms(1000));
        Assert.True(receipt.IsCommitted);
        Assert.Equal(before.Alarm.Last + 1000, receipt.LastAlarm);
    }

    private Refusal FillAlarms()
    {
        for (var i = 0; i < 100; i++)
            if (outbox.Commit(Alarms(1000)).Refusal is { } refusal) return refusal;
        throw new InvalidOperationException("100,000 alarms fitted under the cap");
    }

    private OutboxCommit Alarms(int count) =>
        Samples.Commit([.. Enumerable.Range(0, count)
            .Select(_ => Samples.Contact(++time) with { Fields = EventFields.Of(new EventField("note", Padding)) })]);

    private void FillReadings(int thousands)
    {
        for (var i = 0; i < thousands; i++)
        {
            var events = Enumerable.Range(0, 1000)
                .Select(_ => Samples.Reading(++time) with { Fields = EventFields.Of(new EventField("note", Padding)) });
            Assert.True(outbox.Commit(Samples.Commit([.. events])).IsCommitted);
        }
    }

    private List<CityEvent> TakeAll()
    {
        var all = new List<CityEvent>();
        while (outbox.NextBatch(Lane.Reading, BatchLimits.Max) is { } batch)
        {
            all.AddRange(batch.Events.Select(Decode));
            outbox.Synced(Lane.Reading, batch.Last);
        }
        return all;
    }

    private static void AssertContiguous(List<CityEvent> events)
    {
        var covered = events[0].Kind == EventKind.Dropped ? events[0].Sequence - events[0].Value : events[0].Sequence - 1;
        foreach (var e in events)
        {
            var from = e.Kind == EventKind.Dropped ? e.Sequence - e.Value : e.Sequence - 1;
            Assert.Equal(covered, from);
            covered = e.Sequence;
        }
    }

    private static CityEvent Decode(ReadOnlyMemory<byte> bytes) => EventCodec.Decode(bytes.Span, out _)!;
}
