using CityKit.Storage;

namespace CityKit.Intake;

/// <summary>The hub's pieces of state, by module.</summary>
internal static class HubCells
{
    internal const string RuleModule = "rules";
    internal const string RegisterModule = "registers";
    internal const string TimeModule = "times";
    internal const string SensorModule = "sensors";

    /// <summary>The whole state of rules, registers and times, as versions before kept it.</summary>
    internal static CellKey OldState { get; } = new("hub", "rules");

    internal static CellKey Configuration { get; } = new("hub", "configuration");

    /// <summary>What the hub was last started with: a part that is still the same takes nothing back that a command changed.</summary>
    internal static CellKey Setup { get; } = new("hub", "setup");

    /// <summary>Its number is the last entry in the stored state of rules, registers and sensors.</summary>
    internal static CellKey Snapshot { get; } = new("hub", "snapshot");

    /// <summary>
    /// What is in it since the register is stored whole, in pieces, and pieces that are gone are listed; in versions before, sensors that
    /// commands changed had a piece each, as JSON.
    /// </summary>
    internal static ReadOnlyMemory<byte> SnapshotInPieces { get; } = new byte[] { 2 };

    /// <summary>There since due times are stored with work items.</summary>
    internal static CellKey DueTimes { get; } = new("hub", "due-times");

    /// <summary>The histories of the record: a store with another one was restored from an older copy.</summary>
    internal static CellKey Histories { get; } = new("hub", "histories");

    /// <summary>The master key that every key of a subject is wrapped with.</summary>
    internal static CellKey Keys { get; } = new("hub", "keys");

    /// <summary>The modules whose pieces are all as of one entry.</summary>
    internal static IReadOnlyList<string> RuleState { get; } = [RuleModule, RegisterModule, TimeModule, SensorModule];

    /// <summary>Where the other row of a module's pieces is; no module's state has such a name.</summary>
    internal static string OtherOf(string module) => "_" + module;

    /// <summary>The module whose piece a row has.</summary>
    internal static string ModuleOf(string row) => row.StartsWith('_') ? row[1..] : row;

    /// <summary>The list of a module's pieces that are gone and still have rows.</summary>
    internal static string GoneOf(string module) => "gone_" + module;
}
