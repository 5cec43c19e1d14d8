namespace CityKit.Edge.Configuration;

/// <summary>What an output drives (输出类别).</summary>
public enum OutputKind : byte
{
    /// <summary>A relay with any load.</summary>
    Relay = 0,

    /// <summary>A siren.</summary>
    Siren = 1,

    /// <summary>A gate or a door.</summary>
    Gate = 2,

    /// <summary>A lamp.</summary>
    Lamp = 3,

    /// <summary>The emitters of a barrier, or its test input: active = no light.</summary>
    EmitterTest = 4,
}
