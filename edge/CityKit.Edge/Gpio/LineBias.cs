namespace CityKit.Edge.Gpio;

/// <summary>What a line reads when nothing drives it (偏置).</summary>
public enum LineBias
{
    /// <summary>No resistor: a floating line keeps the level it had last.</summary>
    None = 0,

    /// <summary>Pulled up: a floating line is high.</summary>
    PullUp = 1,

    /// <summary>Pulled down: a floating line is low.</summary>
    PullDown = 2,
}
