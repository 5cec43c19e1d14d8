using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Core.Codes;
using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>The component registry (部件库) as one object: it says whose a component is and what is near a place, and takes changes.</summary>
/// <remarks>
/// Open one over a store for your own code, and give it to a hub with <c>UseComponents</c>. Questions may come from any number of threads;
/// changes wait for each other. Every change is an entry of the component's history; nothing is overwritten. What another process writes to
/// the same store is seen after reopening. It reads no files of bureaus: those are imported (CityKit.Import).
/// </remarks>
/// <example><code>
/// await using var registry = await ComponentRegistry.OpenAsync(new SqliteComponentStore("components.db"),
///     new ComponentRegistryOptions { Catalogue = ClassCatalogue.GbT47678 });
/// var found = new NearbyComponent[1];
/// if (registry.Nearest(GeoPoint.FromDegrees(120.415, 36.065), found, withinMetres: 30) == 0) return "nothing near";
/// var whose = await registry.ResponsibleAsync(found[0].Id, today); // department, owner, maintainer on that day
/// var decision = await registry.ChangeAsync(found[0].Id, history => history.Damage(new EventRecord(today, now, "crew-2")));
/// Console.WriteLine(decision.Refusal?.Message.En ?? $"{whose}");
/// </code></example>
public sealed partial class ComponentRegistry : IAsyncDisposable
{
    private readonly IComponentStore store;
    private readonly ComponentRegistryOptions options;
    private readonly ComponentIdSequence ids;
    private readonly SemaphoreSlim writing = new(1, 1);
    private volatile PlaceView places;
    private bool changed;

    private ComponentRegistry(IComponentStore store, ComponentRegistryOptions options, ComponentIndex index) =>
        (this.store, this.options, ids, places) = (store, options, new ComponentIdSequence(store), new PlaceView(index));

    /// <summary>Opens the store and everything over it. The registry owns the store from here on, also when it throws.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public static async ValueTask<ComponentRegistry> OpenAsync(IComponentStore store, ComponentRegistryOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(store);
        var opened = false;
        try
        {
            await store.OpenAsync(cancellationToken).ConfigureAwait(false);
            var index = await store.LoadIndexAsync(cancellationToken).ConfigureAwait(false);
            opened = true;
            return new ComponentRegistry(store, options ?? new ComponentRegistryOptions(), index);
        }
        finally
        {
            if (!opened) await store.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Which registry it is, how far it was written, and a digest of it: what a look-up in it is known by.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public async ValueTask<RegistryVersion> VersionAsync(CancellationToken cancellationToken = default) => new(
        await store.StateAsync(cancellationToken).ConfigureAwait(false), await store.DigestAsync(cancellationToken).ConfigureAwait(false));

    /// <summary>How many components there are, removed ones included.</summary>
    /// <exception cref="IOException">The store cannot be read.</exception>
    public ValueTask<long> CountAsync(CancellationToken cancellationToken = default) => store.CountAsync(cancellationToken);

    /// <summary>A component's whole history; null when there is none of that id.</summary>
    public ValueTask<ComponentHistory?> FindAsync(ComponentId id, CancellationToken cancellationToken = default) =>
        store.FindAsync(id, cancellationToken);

    /// <summary>
    /// Whose a component is and who looks after it on a day; null when it did not exist then or there is none of that id.
    /// </summary>
    public async ValueTask<Responsibility?> ResponsibleAsync(ComponentId id, LocalDate on, CancellationToken cancellationToken = default) =>
        (await store.FindAsync(id, cancellationToken).ConfigureAwait(false))?.ResponsibleOn(on);

    /// <summary>Whose is the one nearest to a place: the lamp one is under, say; null when none is so near.</summary>
    /// <param name="place">Where one is.</param>
    /// <param name="on">The day.</param>
    /// <param name="classes">Only of these classes; null for all.</param>
    /// <param name="withinMetres">How near, 30 m by default.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<Responsibility?> ResponsibleAsync(GeoPoint place, LocalDate on, ClassFilter? classes = null, double withinMetres = 30,
        CancellationToken cancellationToken = default)
    {
        Span<NearbyComponent> nearest = [default];
        return Nearest(place, nearest, classes, withinMetres) == 0
            ? ValueTask.FromResult<Responsibility?>(null) : ResponsibleAsync(nearest[0].Id, on, cancellationToken);
    }

    /// <summary>
    /// The components nearest to a place, nearest first, as <see cref="ComponentIndex.Nearest"/> has it; allocates nothing. Removed ones
    /// are not found.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not a number.</exception>
    public int Nearest(GeoPoint from, Span<NearbyComponent> results, ClassFilter? classes = null,
        double withinMetres = double.PositiveInfinity) =>
        places.Nearest(from, results, classes, withinMetres);

    /// <summary>
    /// The catalogue's entry for a component's class; null when the catalogue has no such class, or there is no catalogue.
    /// </summary>
    public CatalogueClass? ClassOf(ComponentId id) => options.Catalogue?.Find(id.Class);

    /// <summary>
    /// The next id in sequence for a new component of a class in a county (<c>default</c> for a class of an own scheme); default when all
    /// are given out.
    /// </summary>
    /// <exception cref="ArgumentException">As <see cref="ComponentId.Of(AreaCode, ClassKey, int)"/>.</exception>
    public ValueTask<ComponentId> NextIdAsync(AreaCode county, ClassKey componentClass, CancellationToken cancellationToken = default) =>
        InTurnAsync(async () => await ids.NextAsync(county, componentClass, cancellationToken).ConfigureAwait(false), cancellationToken);

    /// <summary>
    /// Takes a component in, on its first survey. Grid, street and community are filled in from where it is when the registry has a map.
    /// </summary>
    /// <returns>Its history, or why not: <c>outside</c> every grid, <c>class</c> not in the catalogue, <c>attribute</c> that the standard
    /// does not allow, <c>out-of-turn</c> when the id is taken.</returns>
    /// <exception cref="ArgumentException">The component has no id, or the record names nobody.</exception>
    public ValueTask<HistoryDecision> RegisterAsync(Component surveyed, EventRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(surveyed);
        var (placed, refusal) = RegistryRules.Judge(surveyed, options);
        return refusal is null
            ? CommitAsync(new HistoryDecision(ComponentHistory.Begin(placed, record), null), cancellationToken)
            : ValueTask.FromResult(new HistoryDecision(null, refusal));
    }

    /// <summary>Changes one component: <c>registry.ChangeAsync(id, history => history.Damage(record))</c>.</summary>
    /// <returns>The history after it, or why not; <c>unknown</c> when there is none of that id.</returns>
    public ValueTask<HistoryDecision> ChangeAsync(ComponentId id, Func<ComponentHistory, HistoryDecision> change,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        return InTurnAsync(async () => await store.FindAsync(id, cancellationToken).ConfigureAwait(false) is { } history
            ? await KeepAsync(change(history), cancellationToken).ConfigureAwait(false) : RegistryRules.Unknown(id), cancellationToken);
    }

    /// <summary>
    /// Moves a component; its grid and areas follow from the map. Refused (<c>outside</c>) where the map has no grid; without a map the
    /// grid stays.
    /// </summary>
    public ValueTask<HistoryDecision> MoveAsync(ComponentId id, GeoPoint place, EventRecord record,
        CancellationToken cancellationToken = default) =>
        ChangeAsync(id, history =>
        {
            if (options.UnitGrids is not { } map) return history.Move(place, history.Current.Grid, record);
            return map.TryLocate(place, out var grid)
                ? history.Move(place, grid.Key, record)
                : new HistoryDecision(null, RegistryRules.Outside(history.Current, place));
        }, cancellationToken);

    /// <summary>Keeps the index for the next opening, and closes the store.</summary>
    public async ValueTask DisposeAsync()
    {
        if (changed) await store.SaveIndexAsync(places.Merged()).ConfigureAwait(false);
        await store.DisposeAsync().ConfigureAwait(false);
        writing.Dispose();
    }

    private ValueTask<HistoryDecision> CommitAsync(HistoryDecision decision, CancellationToken cancellationToken) =>
        InTurnAsync(async () => await KeepAsync(decision, cancellationToken).ConfigureAwait(false), cancellationToken);

    private async Task<HistoryDecision> KeepAsync(HistoryDecision decision, CancellationToken cancellationToken)
    {
        if (decision.History is not { } history) return decision;
        var refusal = await store.AppendAsync([history.Events[^1]], cancellationToken).ConfigureAwait(false);
        if (refusal is not null) return new HistoryDecision(null, refusal);
        var (current, before) = (history.Current, history.Events.Length > 1 ? history.Events[^2].After : null);
        var stands = current.State != ComponentState.Removed;
        if (before?.Location != current.Location || before.State != current.State)
            places = places.With(current.Id, stands ? new ComponentPlace(current.Id, current.Location, current.State) : null);
        changed = true;
        return decision;
    }

    private async ValueTask<T> InTurnAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await writing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await work().ConfigureAwait(false);
        }
        finally
        {
            writing.Release();
        }
    }
}
