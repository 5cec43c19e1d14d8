using CityKit.Core;

namespace CityKit.Sensors.Engine;

/// <summary>
/// Which faults mean that a contact is not seen (失去观测), as the edge names them: its line is away, its wiring is cut or short, its detector
/// failed.
/// </summary>
internal static class Absence
{
    private static readonly string[] Reasons = ["line-away", "cut", "short", "supervision", "detector-fault"];

    internal static bool IsAway(EventFields fields) => fields.TextOf("reason") is { } reason && Reasons.Contains(reason);
}
