using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Feeds;
using CityKit.Journal;
using CityKit.Observations;
using CityKit.Relaying;
using CityKit.Setup;

namespace CityKit.Deciding;

/// <summary>Reads inputs back from the journal.</summary>
internal sealed class HubInputs(WireLimits limits, CommandJson commands)
{
    internal HubInput Read(JournalEntry entry) => entry.IsPruned ? throw Pruned(entry) : entry.Kind switch
    {
        JournalKind.Configuration => new HubInput.Configure(ConfigurationCodec.Read(entry.Payload)),
        JournalKind.Batch => Batch(entry),
        JournalKind.Feed => new HubInput.Feed(FeedCodec.Read(entry.Payload)),
        JournalKind.Command => Command(entry),
        JournalKind.Tick => new HubInput.Tick(),
        JournalKind.Recompute => new HubInput.Recompute(),
        JournalKind.Observation => new HubInput.Observe(ObservationJson.Read(entry.Payload)),
        JournalKind.Relay => new HubInput.Relayed(RelayCodec.Read(entry.Payload, limits)),
        _ => throw Damaged(entry, $"kind {(byte)entry.Kind}"),
    };

    private HubInput.Batch Batch(JournalEntry entry)
    {
        var batch = SignedBatch.Decode(entry.Payload, out var error) is { } signed
            ? BatchCodec.Decode(signed.Batch, limits, out error)
            : null;
        return new HubInput.Batch(batch ?? throw Damaged(entry, error!.ToString()), entry.Payload);
    }

    private HubInput.Command Command(JournalEntry entry)
    {
        var (command, actor) = commands.Read(entry.Payload);
        return commands.InputOf(command, actor, isKept: true);
    }

    private static FormatException Pruned(JournalEntry entry) => new(
        $"The payload of journal entry {entry.Number} was pruned: give the archive that has it too. 流水第 {entry.Number} 条的内容已清除，请同时提供归档。");

    private static FormatException Damaged(JournalEntry entry, string what) =>
        new($"Journal entry {entry.Number} is damaged: {what} 流水第 {entry.Number} 条已损坏。");
}
