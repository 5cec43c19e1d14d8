namespace CityKit.Credentials.Status;

/// <summary>One list of the cache: what is held of it, and the one fetch that may be under way.</summary>
internal sealed class StatusListEntry
{
    private readonly Lock gate = new();
    private volatile HeldStatusList held = HeldStatusList.Nothing;
    private Task? fetching;

    internal HeldStatusList Held => held;

    /// <summary>Begins a fetch, or joins the one that is under way; nothing when another has ended since the caller looked.</summary>
    internal Task FetchOnce(HeldStatusList seen, Func<HeldStatusList, Task<HeldStatusList>> fetch)
    {
        lock (gate)
        {
            if (fetching is null && !ReferenceEquals(held, seen)) return Task.CompletedTask;
            return fetching ??= Task.Run(() => FetchAsync(fetch));
        }
    }

    private async Task FetchAsync(Func<HeldStatusList, Task<HeldStatusList>> fetch)
    {
        try
        {
            held = await fetch(held).ConfigureAwait(false);
        }
        finally
        {
            lock (gate) fetching = null;
        }
    }
}
