using CityKit.Core.Chain;
using CityKit.Core.Wire;
using CityKit.Journal;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>
/// A journal as the version before wrote it: rules and sensors alone are the configuration, a calendar came as an entry of its own; or the
/// calendar as a third part.
/// </summary>
internal static class OldJournal
{
    internal static JournalEntry Configuration(
        long number, Instant at, ReadOnlyMemory<byte> rules, ReadOnlyMemory<byte> sensors, byte[]? calendar = null)
    {
        var writer = new WireWriter(new byte[rules.Length + sensors.Length + (calendar?.Length ?? 0) + 32]);
        writer.WriteArrayHeader(calendar is null ? 2 : 3);
        writer.WriteBinary(rules.Span);
        writer.WriteBinary(sensors.Span);
        if (calendar is not null) writer.WriteBinary(calendar);
        return new JournalEntry(number, at, JournalKind.Configuration, "", writer.Written.ToArray());
    }

    internal static async Task<InMemoryCityStore> StoreOf(params JournalEntry[] entries)
    {
        var store = new InMemoryCityStore();
        var opened = await store.OpenAsync([], default);
        await store.CommitAsync(
            new StoreCommit { Epoch = opened.Epoch, After = 0, Entries = entries,
            Hash = entries.Aggregate(default(RunningHash), JournalChain.Next) }, default);
        return store;
    }
}
