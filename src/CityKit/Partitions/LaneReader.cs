using CityKit.Commands;
using CityKit.Journal;
using CityKit.Relaying;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Partitions;

/// <summary>
/// Reads one partition's journal for the city's own partition: what a rule over the whole city is about waits to be relayed.
/// </summary>
internal sealed class LaneReader
{
    private const int PageEntries = 500;
    private readonly RelayCursor taken;
    private Queue<(Instant Due, RelayEntry Entry)> waiting = [];
    private RelayCursor read;
    private long lost;

    /// <param name="partition">The partition.</param>
    /// <param name="taken">Where its lane is in the city's partition.</param>
    internal LaneReader(PartitionId partition, RelayCursor taken) => (Partition, this.taken, read) = (partition, taken, taken);

    internal PartitionId Partition { get; }

    /// <summary>The history that it reads in.</summary>
    internal HistoryId History => read.History;

    /// <summary>The last entry that it read.</summary>
    internal long Number => read.Number;

    /// <summary>Whether there was more in the journal than was read.</summary>
    internal bool HasMore { get; private set; }

    /// <summary>The latest time at which what was read was received.</summary>
    internal Instant ReadTo { get; private set; } = Instant.MinValue;

    /// <summary>What waits, each with the latest time at which what came before it, or it, was received.</summary>
    internal IEnumerable<(Instant Due, RelayEntry Entry)> Waiting => waiting;

    /// <summary>How many entries were read that the city's partition does not know to be read.</summary>
    internal long Passed => read == taken ? 0 : Math.Max(1, read.Number - taken.Number);

    /// <summary>Reads on, unless enough waits.</summary>
    /// <param name="store">The partition.</param>
    /// <param name="at">How far its journal reaches.</param>
    /// <param name="filter">What is relayed.</param>
    /// <param name="hub">Reads commands.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Whether its register changed.</returns>
    internal async ValueTask<bool> ReadAsync(
        ICityStore store, StorePosition at, RelayFilter filter, CityHub hub, CancellationToken cancellationToken)
    {
        HasMore = read.Number < at.Number;
        if (!HasMore || waiting.Count >= PageEntries) return false;
        var (count, changed) = (0, false);
        await foreach (var entry in store.ReadJournalAsync(read.Number, cancellationToken).ConfigureAwait(false))
        {
            Take(entry, filter);
            changed |= entry.Kind == JournalKind.Configuration || hub.CommandIn(entry) is PutSensors or RetireSensor or WithdrawConsent;
            if (changed || ++count == PageEntries || read.Number == at.Number) break; // what comes after a change needs another filter
        }
        HasMore = read.Number < at.Number;
        return changed;
    }

    /// <summary>Goes on in another history: what came after an entry is void, and comes again.</summary>
    internal void GoOnFrom(HistoryId history, long number)
    {
        read = new RelayCursor(history, number);
        waiting = new(waiting.Where(one => one.Entry.Number <= number));
    }

    /// <summary>Takes out what is relayed now.</summary>
    internal RelayEntry Dequeue() => waiting.Dequeue().Entry;

    /// <summary>How its lane moves when what was taken out is relayed.</summary>
    internal RelayLane Lane() => new($"{Partition}", taken,
        waiting.TryPeek(out var next) ? read with { Number = next.Entry.Number - 1 } : read, lost);

    /// <summary>The same reader after its lane has moved.</summary>
    internal LaneReader After(RelayCursor moved) =>
        new(Partition, moved) { read = read, waiting = waiting, HasMore = HasMore, ReadTo = ReadTo };

    private void Take(JournalEntry entry, RelayFilter filter)
    {
        (read, ReadTo) = (read with { Number = entry.Number }, Instant.Max(ReadTo, entry.ReceivedAt));
        if (entry is { IsPruned: true, Kind: JournalKind.Batch or JournalKind.Feed }) lost++;
        else if (!entry.IsPruned && filter.Of($"{Partition}", entry) is { } relayed) waiting.Enqueue((ReadTo, relayed));
    }
}
