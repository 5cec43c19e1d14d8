namespace CityKit.Sensors.Engine;

/// <summary>What few stepped windows remember.</summary>
internal sealed class StepRarities
{
    internal const long None = long.MinValue;

    /// <summary>The register's last state, for differences.</summary>
    internal long Previous { get; set; } = None;

    /// <summary>Since when the window lacks readings.</summary>
    internal long IncompleteSince { get; set; } = None;

    /// <summary>Until when a reading of maintenance mode is in the window.</summary>
    internal long TestUntil { get; set; } = None;

    internal static bool AreSame(StepRarities? one, StepRarities? other) => one is null || other is null ? one == other
        : (one.Previous, one.IncompleteSince, one.TestUntil) == (other.Previous, other.IncompleteSince, other.TestUntil);

    internal void TakeOver(StepRarities other) =>
        (Previous, IncompleteSince, TestUntil) = (other.Previous, other.IncompleteSince, other.TestUntil);

    internal bool IsEmpty => Previous == None && IncompleteSince == None && TestUntil == None;
}
