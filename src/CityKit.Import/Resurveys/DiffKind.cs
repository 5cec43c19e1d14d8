namespace CityKit.Import.Resurveys;

/// <summary>What a re-survey found otherwise than the registry has it (差异类型).</summary>
public enum DiffKind : byte
{
    /// <summary>The registry does not have it (新增).</summary>
    New = 1,

    /// <summary>It is farther away than the threshold (移位); other attributes may have changed too.</summary>
    Moved = 2,

    /// <summary>Attributes changed (变更).</summary>
    Changed = 3,

    /// <summary>The registry has it, the re-survey has not (缺失).</summary>
    Missing = 4,
}
