using CityKit.BuiltIn;
using CityKit.Configuring;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Setup;
using CityKit.Storage;
using Microsoft.Extensions.Logging;

namespace CityKit.Deciding;

/// <summary>A replay that goes on: a hub's decisions, entry by entry, into a store of its own.</summary>
internal sealed class ReplayRun : IAsyncDisposable
{
    private readonly HubCore core;

    private ReplayRun(ICityStore store, HubCore core) => (Store, this.core) = (store, core);

    internal ICityStore Store { get; }

    /// <summary>The rules, and what they know by now.</summary>
    internal Judge Judge => core.Judge;

    internal DeviceTable Devices => core.Devices;

    internal long LastNumber => core.State.LastNumber;

    /// <summary>That the setup lacks the map of grids which is in force, so that its own is used; null while it has it.</summary>
    internal LocalizedText? MissingGrids => core.MissingGrids;

    /// <summary>Begins one in memory.</summary>
    internal static ValueTask<ReplayRun> StartAsync(HubSetup setup, ILogger logger, CancellationToken cancellationToken) =>
        StartAsync(setup, new InMemoryCityStore(), logger, cancellationToken);

    /// <summary>Begins one in a store that is empty and not opened yet; it is disposed with the run.</summary>
    internal static async ValueTask<ReplayRun> StartAsync(
        HubSetup setup, ICityStore store, ILogger logger, CancellationToken cancellationToken)
    {
        var catalogue = BuiltInModules.With(setup.Modules);
        var opening = await store.OpenAsync(catalogue.Kinds, cancellationToken).ConfigureAwait(false);
        var image = new HubImage { Position = opening.Position, Rows = new CellRows(store, 0) };
        return new ReplayRun(store, new HubCore(setup, new MapsAtHand(setup), catalogue, image, logger));
    }

    /// <exception cref="FormatException">The entry is damaged.</exception>
    internal HubInput Read(JournalEntry entry) => core.Read(entry);

    /// <summary>Decides the next entry.</summary>
    /// <returns>The answer that the hub gives now.</returns>
    internal async ValueTask<object> ApplyAsync(HubInput input, JournalEntry entry, CancellationToken cancellationToken)
    {
        var (changes, facts) = (new HubChanges(core.State, entry.ReceivedAt), core.NewFacts(Store));
        var answers = await core.DecideAsync([input], facts, changes).ConfigureAwait(false);
        await CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        return answers[0];
    }

    /// <summary>Keeps an entry's number and key where nothing follows from it, so that the next one fits.</summary>
    internal ValueTask PassAsync(JournalEntry entry, CancellationToken cancellationToken)
    {
        var changes = new HubChanges(core.State, entry.ReceivedAt);
        changes.Journal(new Draft(entry.Kind, entry.Key, entry.Payload));
        return CommitAsync(changes, cancellationToken);
    }

    public ValueTask DisposeAsync() => Store.DisposeAsync();

    private async ValueTask CommitAsync(HubChanges changes, CancellationToken cancellationToken)
    {
        await Store.CommitAsync(changes.ToCommit(null), cancellationToken).ConfigureAwait(false);
        await core.SettledAsync(changes, Store).ConfigureAwait(false);
    }
}
