namespace CityKit.Edge.Guest;

/// <summary>Tells the parent "ready", and from then on four numbers whenever they change: last alarm and reading taken, last alarm and reading answered for.</summary>
internal static class Telling
{
    private static readonly TimeSpan Often = TimeSpan.FromMilliseconds(10);

    internal static async Task RunAsync(Func<(long, long, long, long)> look, CancellationToken stop)
    {
        Console.WriteLine("ready");
        var told = (-1L, 0L, 0L, 0L);
        while (!stop.IsCancellationRequested)
        {
            var now = look();
            if (now != told) Console.WriteLine($"taken {now.Item1} {now.Item2} {now.Item3} {now.Item4}");
            told = now;
            await Task.Delay(Often, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
