namespace CityKit.Import.Surveys;

/// <summary>What a survey's coordinates are (坐标系). A registry keeps WGS84; others are converted.</summary>
public enum SurveyCoordinates : byte
{
    /// <summary>WGS84, for city work the same as CGCS2000.</summary>
    Wgs84 = 0,

    /// <summary>GCJ-02 (火星坐标).</summary>
    Gcj02 = 1,

    /// <summary>BD-09 (百度坐标).</summary>
    Bd09 = 2,
}
