using System.Text;
using CityKit.Cases.Flow;
using CityKit.Commands;
using CityKit.Core.Checkpoints;
using CityKit.Intake;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using CityKit.Sensors.Register;
using CityKit.Setup;
using CityKit.Storage;

namespace CityKit.Configuring;

/// <summary>The configuration in force (现行配置): rules and sensors by which events are judged, and what work goes by.</summary>
/// <param name="setup">The setup.</param>
/// <param name="maps">Maps of grids.</param>
/// <param name="judge">Judges by rules and sensors.</param>
/// <param name="words">Guards and effects of the modules.</param>
internal sealed class ConfigurationInForce(HubSetup setup, MapsAtHand maps, Judge judge, FlowWords words)
{
    private readonly SetupCheck setupCheck = new(setup, maps, words);
    private readonly Dictionary<CellKey, ReadOnlyMemory<byte>> cells = [];
    private ReadOnlyMemory<byte> setupSeen;
    private bool hasOtherWork;

    /// <summary>What work goes by.</summary>
    internal WorkInForce Work { get; } = new(setup, maps, words);

    /// <summary>The sensors.</summary>
    internal SensorRegister Sensors => judge.Sensors.Register;

    /// <summary>
    /// Whether it changed since it was stored: a checkpoint begins with it, as a start takes long to go over a change of rules.
    /// </summary>
    internal bool IsToBeStored => cells.Count > 0;

    /// <summary>What changed of the state of rules, module by module.</summary>
    internal IReadOnlyList<(string Module, FrozenPieces Pieces)> Changes => judge.Changes;

    /// <summary>Takes up what a store has, state as of its checkpoint.</summary>
    /// <exception cref="FormatException">It is damaged.</exception>
    /// <param name="setup">What the hub was last started with; null before the first start.</param>
    /// <param name="configuration">The configuration as of the checkpoint; null when the journal has it all.</param>
    /// <param name="state">The state of rules, registers, times and sensors; null when nothing is stored.</param>
    /// <param name="oldState">The same in one piece, as versions before kept it; null when there is none.</param>
    internal void Load(StateCell? setup, StateCell? configuration, StoredState? state, StateCell? oldState)
    {
        setupSeen = setup?.Bytes ?? default;
        if (configuration is null || state is null) return;
        var inForce = ConfigurationCodec.Read(configuration.Bytes);
        Work.Use(inForce);
        judge.Load(inForce, state);
        if (oldState is null) return;
        cells[HubCells.OldState] = default;
        judge.LoadOld(oldState.Bytes.Span);
    }

    /// <summary>Brings what is in force forward by a command that was carried out.</summary>
    internal void Remember(HubCommand carried)
    {
        switch (carried)
        {
            case PutSensors put: judge.Put(SensorRegister.Parse(Encoding.UTF8.GetBytes(put.File), out _)!.Sensors); break;
            case RetireSensor retire:
                judge.Put([judge.Sensors.Register.Find(retire.Sensor, retire.At)! with { ValidTo = retire.At }]);
                break;
            case WithdrawConsent withdraw: judge.Withdraw(withdraw.Household, withdraw.Purpose); break;
            case PutRules put: TakeUp(judge.Configuration! with { Rules = Encoding.UTF8.GetBytes(put.File) }); break;
            case var other when Work.After(other, judge.Configuration) is { } changed: TakeUp(changed); break;
        }
    }

    /// <summary>Whether the hub was last started with the same.</summary>
    internal bool IsAsLast(HubConfiguration setup) => !setupSeen.IsEmpty && new LastSetup(setupSeen).IsSame(setup);

    /// <summary>
    /// What is to be in force when the hub is started with a setup: each part that differs from the last setup replaces the one in force.
    /// </summary>
    /// <returns>The configuration; null when nothing changes.</returns>
    /// <exception cref="ArgumentException">The setup and what commands changed do not fit together.</exception>
    internal async ValueTask<HubConfiguration?> WantedAsync(HubConfiguration wanted, ICityStore store)
    {
        if (judge.Configuration is not { } inForce) return wanted;
        var last = new LastSetup(setupSeen.IsEmpty ? LastSetup.CellOf(inForce) : setupSeen); // a version before kept none: it was in force
        if (last.IsSame(wanted) && inForce.Grids.Span.SequenceEqual(wanted.Grids.Span)) return null;
        var carried = last.Carry(inForce, wanted);
        await setupCheck.CheckAsync(carried, store).ConfigureAwait(false);
        return carried;
    }

    /// <summary>Puts another configuration in force.</summary>
    /// <returns>Open alerts whose rule or sensor is gone: nothing will clear them.</returns>
    internal IReadOnlyList<AlertId> Put(HubConfiguration configuration)
    {
        hasOtherWork = !configuration.HasWorkOf(judge.Configuration);
        return TakeUp(configuration);
    }

    /// <summary>Says that open items are to be calculated again.</summary>
    internal void NoteOtherWork() => hasOtherWork = true;

    /// <summary>Whether open items go by something else since this was last asked.</summary>
    internal bool TakeOtherWork()
    {
        var taken = hasOtherWork;
        hasOtherWork = false;
        return taken;
    }

    /// <summary>What changed of the configuration since this was last asked: it is stored in one piece.</summary>
    /// <param name="number">The last entry.</param>
    internal IReadOnlyList<StateCell> TakeChanged(long number)
    {
        StateCell[] taken = [.. cells.Select(cell => new StateCell(cell.Key, number, cell.Value))];
        cells.Clear();
        return taken;
    }

    /// <summary>Takes a configuration up that is stored, or will be.</summary>
    /// <returns>Open alerts whose rule or sensor is gone.</returns>
    internal IReadOnlyList<AlertId> TakeUp(HubConfiguration configuration)
    {
        Work.Use(configuration);
        cells[HubCells.Configuration] = ConfigurationCodec.Write(configuration);
        return judge.Configure(configuration);
    }
}
