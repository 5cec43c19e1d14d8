namespace CityKit.Import.Surveys;

/// <summary>
/// What a column of a survey holds (普查数据项): the attributes of GB/T 47678.5-2026 table 2, the place, and the class where ids are still to be
/// given.
/// </summary>
public enum SurveyField : byte
{
    /// <summary>The identifier (GLBJBSM, 管理部件标识码).</summary>
    Id,

    /// <summary>The class code (BJDM, 部件代码), in files without identifiers: they are given out in sequence.</summary>
    Class,

    /// <summary>The name (GLBJMC, 管理部件名称); empty: the class's name, when there is a catalogue.</summary>
    Name,

    /// <summary>The competent department's code (ZGBMDM, 主管部门代码).</summary>
    DepartmentCode,

    /// <summary>The competent department (ZGBMMC, 主管部门名称).</summary>
    DepartmentName,

    /// <summary>The owner's code (QSDWDM, 权属单位代码).</summary>
    OwnerCode,

    /// <summary>The owner (QSDWMC, 权属单位名称).</summary>
    OwnerName,

    /// <summary>The maintainer's code (YHDWDM, 养护单位代码).</summary>
    MaintainerCode,

    /// <summary>The maintainer (YHDWMC, 养护单位名称).</summary>
    MaintainerName,

    /// <summary>The unit grid (SZDYWGBSM, 所在单元网格标识码); empty: from the map.</summary>
    Grid,

    /// <summary>The state (GLBJZT, 管理部件状态), as the standard's term; empty: 完好.</summary>
    State,

    /// <summary>When it was first surveyed (CSRQ, 初始日期); empty: the survey's day.</summary>
    FirstSurveyed,

    /// <summary>When it last changed (BGRQ, 变更日期).</summary>
    Changed,

    /// <summary>Where the data come from (SJLY, 数据来源), as the standard's term.</summary>
    DataSource,

    /// <summary>A note (BZ, 备注).</summary>
    Note,

    /// <summary>The street's code (SZJDDM, 所在街道代码); empty: from the grid.</summary>
    StreetCode,

    /// <summary>The street (SZJDMC, 所在街道名称).</summary>
    StreetName,

    /// <summary>The community's code (SZSQDM, 所在社区代码); empty: from the grid.</summary>
    CommunityCode,

    /// <summary>The community (SZSQMC, 所在社区名称).</summary>
    CommunityName,

    /// <summary>The longitude in degrees (LON, 经度), or x of a plane; in GeoJSON the point's.</summary>
    Longitude,

    /// <summary>The latitude in degrees (LAT, 纬度), or y of a plane; in GeoJSON the point's.</summary>
    Latitude,

    /// <summary>Photo references (ZP, 照片), separated by semicolons.</summary>
    Photos,

    /// <summary>What the owner calls it (YBSM, 原标识码), kept beside the identifier.</summary>
    ExternalId,

    /// <summary>The place as text (WKT, 几何), such as POINT (120.38 36.06), in place of longitude and latitude.</summary>
    Wkt,
}
