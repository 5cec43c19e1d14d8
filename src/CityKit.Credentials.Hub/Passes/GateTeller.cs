using CityKit.Cases;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Credentials.Hub.Passes;

/// <summary>
/// Notifies gates of passages that are stored and notes what came of it. Interrupted anywhere, it notifies again with the same use.
/// </summary>
internal sealed partial class GateTeller(CityHub hub, IGateOpener opener, TimeProvider time, ILogger logger)
{
    private const int AtOnce = 100;
    private static readonly Duration Latest = Duration.FromSeconds(30);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(3);

    /// <summary>Sends each passage that waits, at most 100, all at once: a gate that does not answer holds up no other's riders longer than
    /// 3 s.</summary>
    /// <exception cref="IOException">The hub cannot store or read now.</exception>
    internal async Task RunAsync(CancellationToken cancellationToken = default)
    {
        var waiting = Passage.Kind.Query().OrderBy(Passage.Open).Take(AtOnce);
        var page = await hub.Store.QueryAsync(waiting, cancellationToken).ConfigureAwait(false);
        await Task.WhenAll(page.Rows.Select(passage => TellAsync(passage, cancellationToken))).ConfigureAwait(false);
    }

    private async Task TellAsync(Passage passage, CancellationToken cancellationToken)
    {
        var isLate = Instant.FromDateTimeOffset(time.GetUtcNow()) - passage.At > Latest;
        if (!isLate && !await IsToldAsync(passage, cancellationToken).ConfigureAwait(false)) return;
        if (isLate) TooLate(passage.Gate);
        var note = new NoteOpening($"opening-{passage.Id}", passage.Id, isLate ? OpeningState.TooLate : OpeningState.Opened);
        await hub.ExecuteAsync(note, Actor.System, cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> IsToldAsync(Passage passage, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            await opener.OpenAsync(passage.Gate, passage.Id, either.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception failed) when (!cancellationToken.IsCancellationRequested)
        {
            NotReached(failed, passage.Gate);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug,
        Message = "Gate {Gate} could not be opened: it is tried again. 闸机 {Gate} 暂时无法开门，将重试。")]
    private partial void NotReached(Exception failed, string gate);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "Gate {Gate} could not be opened within 30 s, and stays shut. 闸机 {Gate} 30 秒内未能开门，已放弃。")]
    private partial void TooLate(string gate);
}
