using System.Globalization;
using CityKit.Client;
using CityKit.Client.Commands;

namespace CityKit.Samples.District.Load;

/// <summary>
/// A person who gives commands: each has an id, and is given again, at another node, until somebody says what became of it; and now and
/// then once more, to see that it is not done twice.
/// </summary>
internal sealed class LoadPerson(string id, Doors doors, Ledger ledger, TimeProvider time, Random random)
{
    private const int RepeatEvery = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(200);
    private readonly IReadOnlyList<CityKitClient> nodes = doors.ClientsOf(id);
    private readonly string run = random.Next().ToString("x8", CultureInfo.InvariantCulture);
    private int commands;

    /// <summary>Any node.</summary>
    internal CityKitClient Any => nodes[random.Next(nodes.Count)];

    /// <summary>Its chance.</summary>
    internal Random Random => random;

    /// <summary>Gives a command.</summary>
    /// <param name="give">Gives it with this id.</param>
    /// <param name="end">Gives up, without knowing what became of it.</param>
    internal async Task GiveAsync(Func<CityKitClient, string, CancellationToken, Task<Answer<Done>>> give, CancellationToken end)
    {
        var commandId = $"{id}-{run}-{++commands}";
        while (!end.IsCancellationRequested && !await TryAsync(give, commandId, end))
            await Task.Delay(BetweenTries, time, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (random.Next(RepeatEvery) == 0 && !end.IsCancellationRequested) await TryAsync(give, commandId, end);
    }

    /// <summary>Asks for something; null when nobody can say now.</summary>
    internal async Task<T?> AskAsync<T>(Func<CityKitClient, CancellationToken, Task<T>> ask, CancellationToken end) where T : class
    {
        try
        {
            return await ask(Any, end);
        }
        catch (Exception gone) when (Doors.IsGone(gone, end) || gone is Core.RefusedException or OperationCanceledException)
        {
            return null;
        }
    }

    private async Task<bool> TryAsync(
        Func<CityKitClient, string, CancellationToken, Task<Answer<Done>>> give, string commandId, CancellationToken end)
    {
        if (await AskAsync((client, cancel) => give(client, commandId, cancel), end) is not { } answer
            || answer.Refusal is { Code: "busy" or "unavailable" })
        {
            ledger.Retry();
            return false;
        }
        if (answer.Refusal is { } refusal) ledger.Refused.TryAdd(commandId, refusal.Code);
        else ledger.Done.TryAdd(commandId, 0);
        return true;
    }
}
