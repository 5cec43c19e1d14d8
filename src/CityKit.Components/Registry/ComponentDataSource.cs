namespace CityKit.Components.Registry;

/// <summary>Where a component's data come from (数据来源), GB/T 47678.5-2026 table 2, attribute 13.</summary>
public enum ComponentDataSource : byte
{
    /// <summary>Not said.</summary>
    None = 0,

    /// <summary>Measured on the spot (实测).</summary>
    Measured = 1,

    /// <summary>A topographic map (地形图).</summary>
    TopographicMap = 2,

    /// <summary>Basic geographic data (基础地理数据).</summary>
    BasicGeographicData = 3,

    /// <summary>Another source (其他).</summary>
    Other = 4,
}
