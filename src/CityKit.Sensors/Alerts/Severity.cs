namespace CityKit.Sensors.Alerts;

/// <summary>How much an alert matters (严重程度).</summary>
public enum Severity : byte
{
    /// <summary>Worth knowing (提示).</summary>
    Info = 0,

    /// <summary>Somebody should look (警告).</summary>
    Warning = 1,

    /// <summary>Act now (严重).</summary>
    Critical = 2,
}
