namespace CityKit.Edge.Forwarding;

/// <summary>How long to wait after failures: a random part of a pause that doubles, so that many devices do not come back at once.</summary>
internal sealed class Backoff(ForwarderOptions options, Random random)
{
    private const int MaxDoublings = 30;

    internal int Attempts { get; private set; }

    internal void Reset() => Attempts = 0;

    internal TimeSpan Next(TimeSpan longest)
    {
        var limit = Math.Min(longest.TotalMilliseconds, options.FirstRetry.TotalMilliseconds * Math.Pow(2, Math.Min(Attempts, MaxDoublings)));
        Attempts++;
        return TimeSpan.FromMilliseconds(random.NextDouble() * limit);
    }
}
