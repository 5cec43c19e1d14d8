namespace CityKit.Edge.Forwarding;

/// <summary>
/// How long to wait after failures: a random part of a pause that doubles, so that many devices do not come back at once.
/// </summary>
internal sealed class Backoff(ForwarderOptions options, Random random)
{
    private const int MaxDoublings = 30;

    internal int Attempts { get; private set; }

    internal void Reset() => Attempts = 0;

    /// <param name="longest">The longest pause.</param>
    /// <param name="asked">How long the hub asks to wait, as far as <paramref name="longest"/> goes: up to a half comes on top.</param>
    internal TimeSpan Next(TimeSpan longest, TimeSpan? asked = null)
    {
        var limit = Math.Min(longest.TotalMilliseconds,
            options.FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(Attempts, MaxDoublings)));
        Attempts++;
        return asked is not { } wait ? TimeSpan.FromMilliseconds(random.NextDouble() * limit)
            : (wait < longest ? wait : longest) * (1 + random.NextDouble() / 2);
    }
}
