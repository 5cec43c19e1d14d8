namespace CityKit.Sensors.Engine;

/// <summary>A window summed up.</summary>
/// <param name="AtMost">Everything that reaches into it, so never too low.</param>
/// <param name="AtLeast">Everything that is wholly in it, so never too high.</param>
/// <param name="Covered">Nanoseconds of it that healthy readings cover.</param>
/// <param name="IsTest">Whether a reading of maintenance mode is in it.</param>
internal readonly record struct WindowTotals(Int128 AtMost, Int128 AtLeast, long Covered, bool IsTest);
