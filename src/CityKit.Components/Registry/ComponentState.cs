namespace CityKit.Components.Registry;

/// <summary>The state of a component (管理部件状态), GB/T 47678.5-2026 table 2, attribute 10.</summary>
public enum ComponentState : byte
{
    /// <summary>Whole (完好).</summary>
    Intact = 1,

    /// <summary>Damaged (破损).</summary>
    Damaged = 2,

    /// <summary>Lost (丢失): it should be there and is not.</summary>
    Lost = 3,

    /// <summary>Abandoned (废弃): it is there and is no longer used.</summary>
    Abandoned = 4,

    /// <summary>Removed (移除): it was taken away for good.</summary>
    Removed = 5,
}
