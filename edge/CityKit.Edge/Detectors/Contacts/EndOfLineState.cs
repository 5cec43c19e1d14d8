namespace CityKit.Edge.Detectors.Contacts;

/// <summary>What an end-of-line resistor's value says about a loop (线尾电阻状态).</summary>
public enum EndOfLineState : byte
{
    /// <summary>No resistance: the wires touch.</summary>
    Short = 1,

    /// <summary>The contact is closed.</summary>
    Closed = 2,

    /// <summary>The contact is open.</summary>
    Open = 3,

    /// <summary>No current: a wire is cut.</summary>
    Cut = 4,
}
