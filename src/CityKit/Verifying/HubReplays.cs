using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Verifying;

/// <summary>
/// Proves documents of a hub that runs (重放验证): beside it, on another thread, out of what is stored. One replay at a time, and of a journal
/// that is not too long: the hub's own work goes first.
/// </summary>
/// <param name="homeOf">Gives the store that a document is in, and what its hub decides with.</param>
internal sealed class HubReplays(Func<DocumentKey, CancellationToken, ValueTask<(ICityStore Store, HubSetup Setup)>> homeOf)
{
    /// <summary>How many entries are replayed at most.</summary>
    internal const int MostEntries = 100_000;

    private int running;

    /// <returns>One row, or why there is none.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<QueryAnswer> RunAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        if (Interlocked.Exchange(ref running, 1) == 1) return QueryAnswer.Refused(Busy);
        try
        {
            return await Task.Run(() => ReplayAsync(key, cancellationToken), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Volatile.Write(ref running, 0);
        }
    }

    private async Task<QueryAnswer> ReplayAsync(DocumentKey key, CancellationToken cancellationToken)
    {
        var (store, setup) = await homeOf(key, cancellationToken).ConfigureAwait(false);
        var stored = await store.FindAsync([key], cancellationToken).ConfigureAwait(false);
        if (stored is [{ Version: > MostEntries and var entries }]) return QueryAnswer.Refused(TooLong(entries));
        return await new DocumentReplay(store, setup).RunAsync(key, cancellationToken).ConfigureAwait(false) is { } proof
            ? new QueryAnswer(null, [ModuleJson.ToUtf8(proof, DocumentProof.Write)], null)
            : QueryAnswer.Refused(ItemView.NoSuch);
    }

    private static Refusal Busy { get; } = Refusal.Of("busy",
        "Another replay runs now: try again when it is over, within a minute.", "正在进行另一项重放，请稍后（一分钟内）再试。");

    private static Refusal TooLong(long entries) => Refusal.Of("too-long",
        $"It follows from {entries} journal entries, and here at most {MostEntries} are replayed. The hub's operator proves it with "
        + "'citykit journal verify --city'.",
        $"它依据 {entries} 条流水，此处最多重放 {MostEntries} 条；请由运维人员运行 citykit journal verify --city 验证。");
}
