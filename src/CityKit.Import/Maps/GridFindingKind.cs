namespace CityKit.Import.Maps;

/// <summary>What a map check found between grids (网格检查结果类型).</summary>
public enum GridFindingKind : byte
{
    /// <summary>Two grids cover the same ground (重叠).</summary>
    Overlap = 1,

    /// <summary>Ground that no grid covers, enclosed by grids or inside an area that has grids (缝隙).</summary>
    Gap = 2,

    /// <summary>A grid's number does not follow the order west to east, north to south (顺序错误).</summary>
    Sequence = 3,

    /// <summary>Part of a grid is outside the area its code names (超出所属区划).</summary>
    OutsideArea = 4,

    /// <summary>The area a grid's code names is not on the map of areas, so it could not be checked (区划图缺少所属区划).</summary>
    UnknownArea = 5,

    /// <summary>
    /// Parts or holes of one grid share an edge (部分共边), as a merge without dissolving leaves them. The grid is taken: what it covers is
    /// plain.
    /// </summary>
    SharedEdge = 6,

    /// <summary>A grid's rings crossed or lay wrongly and were repaired on request (已修复). The grid is taken as repaired.</summary>
    Repaired = 7,
}
