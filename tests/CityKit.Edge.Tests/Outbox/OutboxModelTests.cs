using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>Random lives of an outbox beside a model that is only lists.</summary>
public sealed class OutboxModelTests
{
    [Property(MaxTest = 25)]
    public Property AnyLife_SequencesAndHashes_AreThoseOfTheModel()
    {
        var step = ArbMap.Default.GeneratorFor<int>();
        var lives = Gen.ArrayOf(step, 40).ToArbitrary();
        return Prop.ForAll(lives, Live);
    }

    private static bool Live(int[] steps)
    {
        using var folder = new TempFolder();
        var outbox = Samples.Open(folder);
        outbox.OpenBoot(Samples.Boot);
        outbox.ReleaseClock(0);
        var model = new Model();
        try
        {
            foreach (var step in steps)
            {
                if (Step(outbox, model, new Random(step))) outbox = Reopened(outbox, folder);
                model.AssertSame(outbox);
            }
            return true;
        }
        finally
        {
            outbox.Dispose();
        }
    }

    private static EventOutbox Reopened(EventOutbox outbox, TempFolder folder)
    {
        outbox.Dispose();
        return Samples.Open(folder);
    }

    /// <returns>True when the outbox is to be closed and opened again.</returns>
    private static bool Step(EventOutbox outbox, Model model, Random random)
    {
        switch (random.Next(10))
        {
            case < 5:
                model.Commit(outbox, random);
                return false;
            case < 8:
                model.Sync(outbox, (Lane)random.Next(2), random);
                return false;
            case 8:
                model.Diverge(outbox);
                return false;
            default:
                return true;
        }
    }

    private sealed class Model
    {
        private readonly List<long>[] times = [[], []]; // of the events the outbox still has or had, under this id
        private readonly long[] cursor = [0, 0];
        private readonly RunningHash[] hash = [default, default];
        private OutboxId id;
        private long produced;
        private long clock;

        internal void Commit(EventOutbox outbox, Random random)
        {
            var commit = new OutboxCommit();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                var lane = random.Next(2);
                times[lane].Add(++clock);
                produced++;
                commit.Add(lane == 0 ? Samples.Contact(clock) : Samples.Reading(clock));
            }
            var receipt = outbox.Commit(commit);
            Assert.Equal((times[0].Count, times[1].Count), (receipt.LastAlarm, receipt.LastReading));
        }

        internal void Sync(EventOutbox outbox, Lane lane, Random random)
        {
            var through = random.NextInt64(cursor[(int)lane], times[(int)lane].Count + 1);
            for (var sequence = cursor[(int)lane] + 1; sequence <= through; sequence++)
                hash[(int)lane] = hash[(int)lane].Next(Bytes(lane, sequence));
            cursor[(int)lane] = through;
            Assert.True(outbox.Synced(lane, through));
        }

        internal void Diverge(EventOutbox outbox)
        {
            var before = outbox.Status.Id;
            Assert.NotEqual(before, id = outbox.Diverge());
            for (var lane = 0; lane < 2; lane++)
            {
                times[lane].RemoveRange(0, (int)cursor[lane]);
                (cursor[lane], hash[lane]) = (0, default);
            }
        }

        internal void AssertSame(EventOutbox outbox)
        {
            if (id == default) id = outbox.Status.Id;
            Assert.Equal((id, produced), (outbox.Status.Id, outbox.Status.Produced));
            AssertLane(outbox, Lane.Alarm, times[0].Count);
            var barrier = cursor[0] < times[0].Count ? times[0][(int)cursor[0]] : long.MaxValue;
            AssertLane(outbox, Lane.Reading, times[1].Count(time => time < barrier));
        }

        private void AssertLane(EventOutbox outbox, Lane lane, long last)
        {
            var batch = outbox.NextBatch(lane, BatchLimits.Max);
            var (from, before) = (cursor[(int)lane], hash[(int)lane]);
            Assert.Equal(last > from, batch is not null);
            if (batch is null) return;
            Assert.Equal((id, from + 1, before, last), (batch.Header.Outbox, batch.Header.First, batch.Header.Before, batch.Last));
            for (var i = 0; i < batch.Events.Count; i++) Assert.True(batch.Events[i].Span.SequenceEqual(Bytes(lane, from + 1 + i)));
        }

        private byte[] Bytes(Lane lane, long sequence)
        {
            var time = times[(int)lane][(int)sequence - 1];
            var buffer = new byte[EventCodec.MaxBytes];
            return buffer[..EventCodec.Encode((lane == Lane.Alarm ? Samples.Contact(time)
                : Samples.Reading(time)) with { Sequence = sequence }, buffer)];
        }
    }
}
