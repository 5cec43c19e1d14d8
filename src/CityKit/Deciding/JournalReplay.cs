using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CityKit.Deciding;

/// <summary>
/// Makes everything again from the journal alone (重放): with the setup the hub had, alerts and work items come out byte for byte the same.
/// </summary>
public static class JournalReplay
{
    /// <summary>Replays a journal into an empty store in memory.</summary>
    /// <exception cref="FormatException">An entry is damaged, or numbered out of order.</exception>
    /// <exception cref="ArgumentException">The setup lacks the map of grids that an entry was decided with; the message names both
    /// hashes.</exception>
    public static async Task<InMemoryCityStore> RunAsync(
        HubSetup setup, IAsyncEnumerable<JournalEntry> journal, ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        var store = new InMemoryCityStore();
        await RunAsync(setup, journal, store, logger, cancellationToken).ConfigureAwait(false);
        return store;
    }

    /// <summary>Replays a journal into an empty store that is not opened yet.</summary>
    internal static async Task RunAsync(HubSetup setup, IAsyncEnumerable<JournalEntry> journal, ICityStore into,
        ILogger? logger = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(journal);
        var run = await ReplayRun.StartAsync(setup, into, logger ?? NullLogger.Instance, cancellationToken).ConfigureAwait(false);
        await foreach (var entry in journal.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (entry.Number != run.LastNumber + 1)
                throw new FormatException($"Journal entry {entry.Number} follows {run.LastNumber}. 流水编号不连续。");
            await run.ApplyAsync(run.Read(entry), entry, cancellationToken).ConfigureAwait(false);
            if (run.MissingGrids is { } missing)
                throw new ArgumentException($"From entry {entry.Number} on {missing.En}. {missing.Zh}。", nameof(setup));
        }
    }
}
