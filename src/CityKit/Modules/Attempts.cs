namespace CityKit.Modules;

/// <summary>
/// Makes decisions over facts: what is missing is fetched and the decision made again; only one that missed nothing counts.
/// </summary>
internal static class Attempts
{
    /// <summary>Decides.</summary>
    /// <param name="facts">What the group has read.</param>
    /// <param name="begin">Begins an attempt.</param>
    /// <param name="decide">Decides; may be called several times.</param>
    /// <param name="isKept">Whether what was decided changes anything.</param>
    /// <param name="who">Who decides, for people.</param>
    /// <exception cref="InvalidOperationException">It asked for facts too often.</exception>
    internal static async ValueTask<T> RunAsync<T>(
        GroupFacts facts, Func<Attempt> begin, Func<Attempt, T> decide, Func<T, bool> isKept, string who)
    {
        for (var round = 0; round <= ModuleCatalogue.Rounds; round++)
        {
            var attempt = begin();
            var (decided, isWhole) = Try(facts, attempt, decide);
            if (isWhole)
            {
                if (isKept(decided!)) attempt.Keep();
                return decided!;
            }
            await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        }
        throw new InvalidOperationException(
            $"'{who}' asked for facts more than {ModuleCatalogue.Rounds} times in one decision.");
    }

    /// <summary>Lets a decision say what it reads; nothing of it is kept, and what goes wrong goes wrong again when it counts.</summary>
    /// <returns>What went wrong although nothing was missing; null for nothing.</returns>
    internal static Exception? Probe<T>(GroupFacts facts, Attempt attempt, Func<Attempt, T> decide)
    {
        try
        {
            Try(facts, attempt, decide);
            return null;
        }
        catch (Exception fault)
        {
            return fault;
        }
    }

    /// <summary>One try. What goes wrong while facts are missing says nothing.</summary>
    private static (T? Decided, bool IsWhole) Try<T>(GroupFacts facts, Attempt attempt, Func<Attempt, T> decide)
    {
        try
        {
            var decided = decide(attempt);
            return (decided, facts.IsComplete);
        }
        catch (Exception) when (!facts.IsComplete)
        {
            return (default, false);
        }
    }
}
