namespace CityKit.Sensors.Rules;

/// <summary>Where a rule runs. An alert raised on an edge travels as an event and is not judged again.</summary>
public enum RuleHost : byte
{
    /// <summary>On the device.</summary>
    Edge = 1,

    /// <summary>In the hub.</summary>
    Hub = 2,
}
