namespace CityKit.Sensors.Rules;

/// <summary>On which side of a limit a rule's condition holds.</summary>
public enum LimitSide : byte
{
    /// <summary>Strictly less than the limit.</summary>
    Below = 1,

    /// <summary>Strictly more than the limit.</summary>
    Above = 2,
}
