namespace CityKit.Components.Registry;

/// <summary>What happened to a component (部件变更类型).</summary>
public enum ComponentEventKind : byte
{
    /// <summary>A survey or re-survey found it so (普查).</summary>
    Survey = 1,

    /// <summary>It was moved (移位).</summary>
    Move = 2,

    /// <summary>It was found damaged (破损).</summary>
    Damage = 3,

    /// <summary>It was found missing (丢失).</summary>
    Loss = 4,

    /// <summary>It was repaired or put back (修复).</summary>
    Repair = 5,

    /// <summary>It went out of use where it is (废弃).</summary>
    Abandonment = 6,

    /// <summary>It was removed for good (移除).</summary>
    Removal = 7,

    /// <summary>Another body answers for it (责任变更).</summary>
    Handover = 8,
}
