namespace CityKit.Components.Queries;

/// <summary>What components are counted by (统计维度).</summary>
public enum ComponentGrouping
{
    /// <summary>The class (小类): its code; of a city's own catalogue its whole key.</summary>
    Class,

    /// <summary>The major class (大类): the first two digits.</summary>
    MajorClass,

    /// <summary>The grid (网格): its code.</summary>
    Grid,

    /// <summary>The city (市): its area code.</summary>
    City,

    /// <summary>The county or district (区县): its area code.</summary>
    County,

    /// <summary>The street (街道): its area code.</summary>
    Street,

    /// <summary>The community (社区): its area code.</summary>
    Community,

    /// <summary>The competent department (主管部门): its name.</summary>
    Department,

    /// <summary>The owner (权属单位): its name.</summary>
    Owner,

    /// <summary>The maintainer (养护单位): its name.</summary>
    Maintainer,

    /// <summary>The state (状态): the standard's term.</summary>
    State,

    /// <summary>The year of the first survey (普查年份).</summary>
    Year,
}
