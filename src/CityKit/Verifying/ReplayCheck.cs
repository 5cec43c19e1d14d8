using System.Text;
using CityKit.Archiving;
using CityKit.Deciding;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>Whether a store holds what its journal gives: alerts and work items, byte for byte.</summary>
public static class ReplayCheck
{
    /// <summary>
    /// Replays a store's journal in memory and compares the exports, line by line. Nothing may be written to the
    /// store meanwhile: use a backup of a hub that runs.
    /// </summary>
    /// <param name="setup">The setup that the hub had.</param>
    /// <param name="store">The store.</param>
    /// <param name="archive">The archive of what was pruned; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The first difference; null when there is none.</returns>
    /// <exception cref="FormatException">
    /// An entry is damaged, numbered out of order, or pruned and in no archive: verify the journal first.
    /// </exception>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async Task<ReplayDifference?> RunAsync(
        HubSetup setup, ICityStore store, JournalArchive? archive = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(setup);
        ArgumentNullException.ThrowIfNull(store);
        var journal = store.ReadJournalAsync(0, cancellationToken);
        var replayed = await JournalReplay.RunAsync(
            setup, archive?.FillAsync(journal, cancellationToken) ?? journal, cancellationToken: cancellationToken).ConfigureAwait(false);
        await using var _ = replayed.ConfigureAwait(false);
        return await CompareAsync(ExportLine.AllAsync(replayed, cancellationToken),
            ExportLine.AllAsync(store, cancellationToken)).ConfigureAwait(false);
    }

    private static async Task<ReplayDifference?> CompareAsync(IAsyncEnumerable<byte[]> replayed, IAsyncEnumerable<byte[]> stored)
    {
        var (expected, found) = (replayed.GetAsyncEnumerator(), stored.GetAsyncEnumerator());
        await using var first = expected.ConfigureAwait(false);
        await using var second = found.ConfigureAwait(false);
        for (var line = 1L; ; line++)
        {
            var should = await expected.MoveNextAsync().ConfigureAwait(false) ? expected.Current : null;
            var has = await found.MoveNextAsync().ConfigureAwait(false) ? found.Current : null;
            if (should is null && has is null) return null;
            if (should is null || has is null || !should.AsSpan().SequenceEqual(has))
                return new ReplayDifference(line, Text(should), Text(has));
        }
    }

    private static string? Text(byte[]? line) => line is null ? null : Encoding.UTF8.GetString(line);
}
