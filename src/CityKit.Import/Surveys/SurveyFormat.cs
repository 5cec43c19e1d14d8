namespace CityKit.Import.Surveys;

/// <summary>How a survey's file is written (文件格式).</summary>
public enum SurveyFormat : byte
{
    /// <summary>CSV; the first line names the columns.</summary>
    Csv = 0,

    /// <summary>A GeoJSON FeatureCollection of points; the properties are the columns.</summary>
    GeoJson = 1,
}
