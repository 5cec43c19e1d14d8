using System.Diagnostics;
using CityKit.Partitions;
using CityKit.Samples.District.Load;
using CityKit.Storage;

namespace CityKit.Samples.District.Judging;

/// <summary>Reads the record of all partitions, while the city runs or after it, and says what is wrong in it.</summary>
/// <param name="count">How many partitions the city has.</param>
/// <param name="storeOf">Each of them, to read.</param>
/// <param name="ledger">What was sent and answered for.</param>
internal sealed class Judge(int count, Func<PartitionId, ICityStore> storeOf, Ledger ledger)
{
    private readonly RecordTally tally = new();

    /// <summary>The epochs that were seen.</summary>
    internal EpochWatch Epochs { get; } = new();

    /// <summary>What the record holds.</summary>
    internal RecordTally Tally => tally;

    /// <summary>Notes the epochs.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async Task WatchAsync(CancellationToken cancellationToken)
    {
        foreach (var partition in PartitionId.All(count))
        {
            var position = await storeOf(partition).ReadPositionAsync(cancellationToken);
            Epochs.Take(partition, position.Epoch, Stopwatch.GetTimestamp());
        }
    }

    /// <summary>Reads what came since, and judges.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async Task<Verdict> JudgeAsync(CancellationToken cancellationToken)
    {
        var known = LedgerState.Of(ledger);
        foreach (var partition in PartitionId.All(count))
            await foreach (var entry in storeOf(partition).ReadJournalAsync(tally.NumberOf(partition), cancellationToken))
                tally.Take(partition, entry);
        var verdict = tally.Judge(known);
        return verdict with { Findings = [.. verdict.Findings, .. Epochs.Findings] };
    }
}
