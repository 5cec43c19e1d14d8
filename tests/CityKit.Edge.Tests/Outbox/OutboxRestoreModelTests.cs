using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Edge.Outbox;
using CityKit.Edge.Tests.Support;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace CityKit.Edge.Tests.Outbox;

/// <summary>
/// Random lives of an outbox with a hub that is restored from older copies, answers that are lost, and kills: no event that the hub had not
/// answered for is lost, what is lost is told exactly, and no sequence is ever used for another event.
/// </summary>
public sealed class OutboxRestoreModelTests
{
    [Property(MaxTest = 40)]
    public Property AnyLife_NothingUnansweredIsLostAndNoSequenceIsUsedTwice() =>
        Prop.ForAll(Gen.ArrayOf(ArbMap.Default.GeneratorFor<int>(), 60).ToArbitrary(), Live);

    private static bool Live(int[] steps)
    {
        using var life = new Life();
        foreach (var step in steps) life.Step(new Random(step));
        life.End();
        return true;
    }

    private sealed class Life : IDisposable
    {
        private readonly TempFolder folder = new();
        private readonly RestoredHub hub = new();
        private EventOutbox outbox;
        private int kills;
        private long clock;

        internal Life()
        {
            outbox = Samples.Open(folder, OutboxOptions.MinCapBytes, tailEvents: 6);
            Ready();
        }

        internal void Step(Random random)
        {
            switch (random.Next(12))
            {
                case < 4: Commit(random); break;
                case < 8: Send((Lane)random.Next(2), random.Next(1, 12), answerIsLost: random.Next(4) == 0); break;
                case 8: hub.Copy(); break;
                case 9: hub.Restore(random); break;
                case 10: Kill(); break;
                default: Reopen(); break;
            }
        }

        internal void End()
        {
            CommitOneOf(Samples.Contact(++clock)); // a hub that was restored hears of a lane with the next event in it
            CommitOneOf(Samples.Reading(++clock));
            while (Send(Lane.Alarm, 4096) || Send(Lane.Reading, 4096)) { }
            hub.AssertWhole(Lane.Alarm);
            hub.AssertWhole(Lane.Reading);
            Assert.Equal((0, 0), (outbox.Status.Alarm.Rows, outbox.Status.Reading.Rows));
        }

        public void Dispose()
        {
            outbox.Dispose();
            folder.Dispose();
        }

        private void CommitOneOf(CityEvent last)
        {
            var commit = new OutboxCommit();
            commit.Add(last);
            hub.Committed[(int)commit.Events[^1].Lane].Add(clock);
            Assert.True(outbox.Commit(commit).IsCommitted);
        }

        private void Commit(Random random)
        {
            var commit = new OutboxCommit();
            for (var i = random.Next(1, 8); i > 0; i--)
            {
                commit.Add(random.Next(2) == 0 ? Samples.Contact(++clock) : Samples.Reading(++clock));
                hub.Committed[(int)commit.Events[^1].Lane].Add(clock);
            }
            Assert.True(outbox.Commit(commit).IsCommitted);
        }

        /// <summary>What the forwarder does with an answer.</summary>
        private bool Send(Lane lane, int events, bool answerIsLost = false)
        {
            if (outbox.NextBatch(lane, new BatchLimits(events, BatchLimits.Max.Bytes)) is not { } batch) return false;
            var (isSynced, cursor, hash) = hub.Take(batch);
            if (answerIsLost) return true;
            hub.Answered(lane, isSynced ? cursor : 0);
            Assert.True(outbox.Agrees(lane, cursor, hash));
            if (isSynced && cursor == batch.Last) Assert.True(outbox.Synced(lane, cursor));
            else Assert.True(outbox.MoveTo(lane, cursor) || outbox.FallBack(lane, cursor, hash));
            return true;
        }

        /// <summary>The files as they lie, for what a killed process leaves.</summary>
        private void Kill()
        {
            var from = folder.File(Name());
            kills++;
            foreach (var part in new[] { "", "-wal", "-mark" })
                if (File.Exists(from + part)) File.Copy(from + part, folder.File(Name()) + part);
            outbox.Dispose();
            Open();
        }

        private void Reopen()
        {
            outbox.Dispose();
            Open();
        }

        private void Open()
        {
            outbox = EventOutbox.Open(new OutboxOptions { Path = folder.File(Name()), Device = Samples.Device, TailEvents = 6 });
            Assert.Null(outbox.Salvage);
            Ready();
        }

        private string Name() => kills == 0 ? "outbox.db" : $"killed-{kills}.db";

        private void Ready()
        {
            outbox.OpenBoot(Samples.Boot);
            outbox.ReleaseClock(0);
        }
    }

    /// <summary>A hub that keeps what it took, answers by the rules of the cursor, and goes back to copies of itself.</summary>
    private sealed class RestoredHub
    {
        private readonly List<byte[]>[] taken = [[], []];
        private readonly Stack<(int Alarms, int Readings)> copies = new([(0, 0)]);
        private readonly HashSet<long>[] answered = [[], []];
        private readonly Dictionary<(Lane, long), byte[]> sent = [];

        /// <summary>The times of all events of each lane, in order: event n of a lane is the nth.</summary>
        internal List<long>[] Committed { get; } = [[], []];

        internal (bool IsSynced, long Cursor, RunningHash Hash) Take(OutboxBatch batch)
        {
            var (lane, cursor) = (batch.Header.Lane, Cursor(batch.Header.Lane));
            foreach (var bytes in batch.Events) AssertSequenceIsItsOwn(lane, bytes.ToArray());
            if (batch.Last <= cursor) return (true, cursor, Hash(lane));
            if (batch.Header.First != cursor + 1) return (false, cursor, Hash(lane));
            Assert.Equal(Hash(lane), batch.Header.Before);
            foreach (var bytes in batch.Events) Append(lane, bytes.ToArray());
            return (true, Cursor(lane), Hash(lane));
        }

        internal void Answered(Lane lane, long through)
        {
            for (var sequence = 1L; sequence <= through; sequence++) answered[(int)lane].Add(sequence);
        }

        internal void Copy() => copies.Push((taken[0].Count, taken[1].Count));

        internal void Restore(Random random)
        {
            for (var back = random.Next(copies.Count); back > 0; back--) copies.Pop();
            var (alarms, readings) = copies.Peek();
            taken[0].RemoveRange(alarms, taken[0].Count - alarms);
            taken[1].RemoveRange(readings, taken[1].Count - readings);
        }

        /// <summary>Every event is there or told as forgotten, and only what was answered for is forgotten.</summary>
        internal void AssertWhole(Lane lane)
        {
            var next = 1L;
            foreach (var seen in taken[(int)lane].Select(Decode))
            {
                var from = next;
                next = seen.Sequence + 1;
                if (seen.Kind == EventKind.Dropped)
                    Assert.All(Numbers(from, seen.Sequence), lost => Assert.Contains(lost, answered[(int)lane]));
                else Assert.Equal((from, Committed[(int)lane][(int)from - 1]), (seen.Sequence, seen.Time.Nanoseconds));
            }
            Assert.Equal(Committed[(int)lane].Count, next - 1);
        }

        private static IEnumerable<long> Numbers(long from, long through)
        {
            for (var number = from; number <= through; number++) yield return number;
        }

        private void Append(Lane lane, byte[] bytes)
        {
            var seen = Decode(bytes);
            Assert.Equal(Cursor(lane) + (seen.Kind == EventKind.Dropped ? seen.Value : 1), seen.Sequence);
            taken[(int)lane].Add(bytes);
        }

        /// <summary>A marker may stand where an event was; two events never share a sequence.</summary>
        private void AssertSequenceIsItsOwn(Lane lane, byte[] bytes)
        {
            if (Decode(bytes) is not { Kind: not EventKind.Dropped } seen) return;
            if (!sent.TryAdd((lane, seen.Sequence), bytes)) Assert.Equal(sent[(lane, seen.Sequence)], bytes);
        }

        private long Cursor(Lane lane) => taken[(int)lane] is [.., var last] ? Decode(last).Sequence : 0;

        private RunningHash Hash(Lane lane) => taken[(int)lane].Aggregate(default(RunningHash), (hash, bytes) => hash.Next(bytes));

        private static CityEvent Decode(byte[] bytes) => EventCodec.Decode(bytes, out _)!;
    }
}
