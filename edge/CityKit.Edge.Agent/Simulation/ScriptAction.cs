namespace CityKit.Edge.Agent.Simulation;

/// <summary>What a script can do.</summary>
public enum ScriptAction
{
    /// <summary>Time passes.</summary>
    Wait,

    /// <summary>A line becomes active.</summary>
    On,

    /// <summary>A line becomes inactive.</summary>
    Off,

    /// <summary>A line is active for a time, once or several times.</summary>
    Pulse,

    /// <summary>A channel gives a value, or a problem, from now on.</summary>
    Set,

    /// <summary>A sensor's detector fails at its next call.</summary>
    Break,
}
