using CityKit.Cases;
using CityKit.Configuring;
using CityKit.Deciding;
using CityKit.Grids.Maps;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Observations;
using CityKit.Sensors.Rules;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Partitions;

/// <summary>
/// What is in force in a city, read from the city's own partition: its last checkpoint, and the journal after it as that grows. Not safe to
/// call from two threads.
/// </summary>
internal sealed class CityInForce(HubSetup setup, ICityStore city, ModuleCatalogue modules, CommandJson commands)
{
    private readonly HubInputs inputs = new(setup.Options.Limits, commands);
    private readonly MapsAtHand maps = new(setup);
    private WorkInForce? work;
    private HubConfiguration? configuration;
    private StorePosition? read;
    private (ReadOnlyMemory<byte> File, RuleSet Rules) parsed = (default, RuleSet.Empty);

    internal WorkEngine Engine => work!.Engine;

    internal GridMap? Grids => work!.Grids;

    internal RuleSet Rules
    {
        get
        {
            var file = configuration?.Rules ?? HubConfiguration.NoRules;
            if (!file.Equals(parsed.File)) parsed = (file, RuleSet.Parse(file.Span, out _) ?? RuleSet.Empty);
            return parsed.Rules;
        }
    }

    internal HubHistories Histories { get; private set; } = new(default, []);

    /// <summary>Has a map at hand that a command brings.</summary>
    internal void Bring(GridMap map) => maps.Bring(GridVersion.Of(map), map);

    /// <summary>Reads what changed.</summary>
    /// <returns>Whether anything is in force that was not before.</returns>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var position = await city.ReadPositionAsync(cancellationToken).ConfigureAwait(false);
        if (read is { } before && before.Number == position.Number && before.History == position.History) return false;
        var isOn = read is { } last && last.History == position.History && last.Number < position.Number
            && await FollowAsync(last.Number, cancellationToken).ConfigureAwait(false);
        if (!isOn) await ReadAllAsync(position, cancellationToken).ConfigureAwait(false);
        read = position;
        return true;
    }

    private async ValueTask ReadAllAsync(StorePosition position, CancellationToken cancellationToken)
    {
        var cells = await city.FindCellsAsync([HubCells.Configuration, HubCells.Snapshot, HubCells.Histories], cancellationToken)
            .ConfigureAwait(false);
        StateCell? Find(CellKey key) => cells.FirstOrDefault(cell => cell.Key == key);
        var snapshot = Find(HubCells.Snapshot)?.Number ?? position.Checkpoint;
        (work, configuration) = (new WorkInForce(setup, maps, modules.Words), null);
        Histories = Find(HubCells.Histories) is { } known ? HubHistories.Read(known.Bytes.Span) : new HubHistories(position.History, []);
        if (Find(HubCells.Configuration) is { } kept && kept.Number <= snapshot) Use(ConfigurationCodec.Read(kept.Bytes));
        await FollowAsync(Math.Min(snapshot, position.Checkpoint), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Goes on with the journal after an entry.</summary>
    /// <returns>False when a part of it was pruned meanwhile.</returns>
    private async ValueTask<bool> FollowAsync(long after, CancellationToken cancellationToken)
    {
        await foreach (var entry in city.ReadJournalAsync(after, cancellationToken).ConfigureAwait(false))
        {
            if (entry.IsPruned) return false;
            if (entry.Kind is JournalKind.Configuration or JournalKind.Command) Take(inputs.Read(entry));
        }
        return true;
    }

    private void Take(HubInput input)
    {
        if (input is HubInput.Configure { Configuration: var whole }) Use(whole);
        else if (input is HubInput.Command { Asked: var asked } && configuration is not null
            && work!.After(asked, configuration) is { } changed) Use(changed);
    }

    private void Use(HubConfiguration inForce)
    {
        work!.Use(inForce);
        configuration = inForce;
    }
}
