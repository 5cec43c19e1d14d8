namespace CityKit.Sensors.Rules;

/// <summary>How a rule over several conditions joins them (条件组合).</summary>
public enum GroupKind : byte
{
    /// <summary>Every condition holds at some sensor of the group (且).</summary>
    All = 1,

    /// <summary>Any condition holds (或).</summary>
    Any = 2,

    /// <summary>No condition holds (非), also before any was ever seen to.</summary>
    None = 3,

    /// <summary>The condition holds, or turned a short time ago, at so many different sensors (多传感器同时成立).</summary>
    Count = 4,

    /// <summary>The first condition turns and within the time the second (先后发生).</summary>
    Sequence = 5,

    /// <summary>The first condition turns and the second does not hold within the time (发生后未跟随).</summary>
    Without = 6,
}
