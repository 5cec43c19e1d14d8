using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Core;

namespace CityKit.Dispatching;

/// <summary>Asks a model for at most so long, and takes nothing from it that cannot be kept.</summary>
/// <param name="suggester">The model.</param>
/// <param name="within">How long it may take.</param>
/// <param name="time">The clock.</param>
internal sealed class SuggestionDoor(IDispatchSuggester suggester, TimeSpan within, TimeProvider time)
{
    private const int MaxName = 64;
    private const int MaxBody = 128;
    private const int MaxReason = 500;

    /// <summary>The most questions that a model has before it at once; one more is not asked and counts as slow.</summary>
    internal const int MostAtOnce = 16;

    private int running;

    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    internal async ValueTask<DispatchSuggestion> AskAsync(DispatchQuestion question, CancellationToken cancellationToken)
    {
        if (!TryBegin()) return Abstained(DispatchSuggestion.Slow);
        using var patience = new CancellationTokenSource(within, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        try
        {
            return Of(await AnswerAsync(question, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            return Abstained(DispatchSuggestion.Slow);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested) // a model's fault is recorded and holds nothing up
        {
            return Abstained(DispatchSuggestion.Failed);
        }
    }

    /// <summary>On a thread of its own, so that a model that never yields is slow and no more.</summary>
    private Task<IReadOnlyList<SuggestedBody>> AnswerAsync(DispatchQuestion question, CancellationToken cancellationToken) =>
        Task.Run(() => RunAsync(question, cancellationToken), CancellationToken.None).WaitAsync(cancellationToken);

    private async Task<IReadOnlyList<SuggestedBody>> RunAsync(DispatchQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            return await suggester.SuggestAsync(question, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref running);
        }
    }

    /// <summary>A model that hangs holds no more than so many threads.</summary>
    private bool TryBegin()
    {
        if (Interlocked.Increment(ref running) <= MostAtOnce) return true;
        Interlocked.Decrement(ref running);
        return false;
    }

    private DispatchSuggestion Of(IReadOnlyList<SuggestedBody>? bodies) =>
        bodies is null || bodies.Count > DispatchSuggestion.Most || !bodies.All(IsKept) ? Abstained(DispatchSuggestion.Wrong)
        : bodies.Count == 0 ? Abstained(DispatchSuggestion.NoAnswer)
        : new DispatchSuggestion(Name(suggester.Model), Name(suggester.Version), [.. bodies]);

    private DispatchSuggestion Abstained(string why) => new(Name(suggester.Model), Name(suggester.Version), []) { Abstained = why };

    private static bool IsKept(SuggestedBody body) => body is { Confidence: >= 0 and <= 1, Reason: { } reason }
        && !string.IsNullOrWhiteSpace(body.Body) && body.Body.Length <= MaxBody && IsKept(reason);

    private static bool IsKept(LocalizedText reason) => reason is { Zh.Length: <= MaxReason, En.Length: <= MaxReason };

    private static string Name(string? text) => text is not { Length: > 0 } ? "unnamed" : text.Length <= MaxName ? text : text[..MaxName];
}
