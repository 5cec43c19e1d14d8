using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Journal;
using CityKit.Partitions;
using CityKit.Samples.District.Judging;
using CityKit.Samples.District.Load;
using NodaTime;

namespace CityKit.Cluster.Tests;

/// <summary>The judge finds what is wrong: what the other tests show counts for nothing without that.</summary>
public sealed class RecordTallyTests
{
    private static readonly Instant At = Instant.FromUtc(2026, 11, 28, 0, 0);
    private static readonly PartitionId Home = new(3);
    private readonly LaneKey lane = new(DeviceId.Parse("pi-1"), new OutboxId(7), Lane.Reading);
    private readonly LaneOutbox outbox;
    private readonly Ledger ledger = new();
    private readonly RecordTally tally = new();

    public RecordTallyTests() =>
        outbox = new LaneOutbox(lane, DeviceKey.Create(), new BootClock(0, new BootId(1), At, ClockQuality.Synchronized));

    [Fact]
    public void Judge_OfWhatWasAnsweredForOnce_FindsNothing()
    {
        Take(1, Batch(3));
        Take(2, Batch(2));
        Command(3, "officer-1/c-1");
        ledger.Acknowledge(lane, 5, 5, 0);
        ledger.Done.TryAdd("c-1", 0);
        Assert.Equal(("3 entries, 5 events, 1 commands; 0 lost, 0 doubled, 0 journal gaps", true), Seen());
    }

    [Fact]
    public void Judge_WhenAnAnsweredBatchIsNotThere_CountsItsEventsAsLost()
    {
        Take(1, Batch(3));
        Batch(4);
        Take(2, Batch(2));
        ledger.Acknowledge(lane, 9, 9, 0);
        Assert.Equal(4, Judge().Lost);
    }

    [Fact]
    public void Judge_WhenAnUnansweredBatchIsNotThere_FindsNothing()
    {
        Take(1, Batch(3));
        ledger.Acknowledge(lane, 3, 3, 0);
        ledger.Made(lane, 6);
        Assert.True(Judge().IsSound);
    }

    [Fact]
    public void Judge_WhenABatchIsThereTwice_CountsItsEventsAsDoubled()
    {
        var batch = Batch(3);
        Take(1, batch);
        Take(2, batch);
        ledger.Acknowledge(lane, 3, 3, 0);
        Assert.Equal(3, Judge().Doubled);
    }

    [Fact]
    public void Judge_WhenALaneIsInTwoPartitions_SaysSo()
    {
        Take(1, Batch(3));
        tally.Take(new PartitionId(4), Entry(1, JournalKind.Batch, "", Batch(2)));
        ledger.Acknowledge(lane, 5, 5, 0);
        Assert.Contains("003 and 004", Assert.Single(Judge().Findings), StringComparison.Ordinal);
    }

    [Fact]
    public void Judge_WhenAJournalLeavesANumberOut_CountsAGap()
    {
        Take(1, Batch(3));
        Take(3, Batch(2));
        ledger.Acknowledge(lane, 5, 5, 0);
        Assert.Equal(1, Judge().Gaps);
    }

    [Fact]
    public void Judge_OfCommands_CountsThoseThatAreMissingOrThereTwice()
    {
        Command(1, "officer-1/c-1");
        tally.Take(new PartitionId(4), Entry(1, JournalKind.Command, "officer-1/c-1", []));
        ledger.Done.TryAdd("c-1", 0);
        ledger.Done.TryAdd("c-2", 0);
        var verdict = Judge();
        Assert.Equal((1, 1), (verdict.Lost, verdict.Doubled));
    }

    [Fact]
    public void Judge_WhenAFeedBatchIsNotInAllPartitions_CountsItAsLost()
    {
        foreach (var partition in (PartitionId[])[new(1), new(2)])
            tally.Take(partition, Entry(1, JournalKind.Feed, "gas-co:f-1", []));
        tally.Take(new PartitionId(1), Entry(2, JournalKind.Feed, "gas-co:f-2", []));
        ledger.Feeds.TryAdd("f-1", 0);
        ledger.Feeds.TryAdd("f-2", 0);
        Assert.Equal(1, Judge().Lost);
    }

    [Fact]
    public void Judge_WhenMoreIsThereThanWasMade_SaysSo()
    {
        Take(1, Batch(3));
        ledger.Acknowledge(lane, 2, 2, 0);
        Assert.False(Judge().IsSound);
    }

    [Fact]
    public void Epochs_ThatFall_AreFound()
    {
        var epochs = new EpochWatch();
        epochs.Take(Home, 4, 10);
        epochs.Take(Home, 3, 20);
        Assert.Single(epochs.Findings);
        Assert.Equal([Home], epochs.OpenedBetween(0, 15));
    }

    [Theory]
    [InlineData(1, 2, 4, 9, 0, 1)]
    [InlineData(4, 9, 1, 2, 0, 1)]
    [InlineData(1, 5, 4, 9, 2, 0)]
    [InlineData(1, 9, 4, 5, 2, 0)]
    [InlineData(1, 3, 4, 9, 0, 0)]
    public void Sequences_OfTwoRanges_CountWhatIsThereTwiceAndWhatIsMissing(
        long first, long last, long second, long end, long twice, long missing)
    {
        var set = new SequenceSet();
        Assert.Equal(0, set.Add(first, last));
        Assert.Equal(twice, set.Add(second, end));
        Assert.Equal(missing, set.MissingTo(9));
    }

    private (string, bool) Seen() => (Judge().ToString(), Judge().IsSound);

    private Verdict Judge() => tally.Judge(LedgerState.Of(ledger));

    private void Take(long number, byte[] batch) => tally.Take(Home, Entry(number, JournalKind.Batch, "", batch));

    private void Command(long number, string key) => tally.Take(Home, Entry(number, JournalKind.Command, key, []));

    private byte[] Batch(int events) => outbox.Pack([.. Enumerable.Range(0, events)
        .Select(n => new CityEvent(EventKind.Reading, SensorName.Parse("water"), new DeviceTime(0, n), 1))]);

    private static JournalEntry Entry(long number, JournalKind kind, string key, byte[] payload) => new(number, At, kind, key, payload);
}
