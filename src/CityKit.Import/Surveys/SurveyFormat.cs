namespace CityKit.Import.Surveys;

/// <summary>How a survey's file is written (文件格式).</summary>
public enum SurveyFormat : byte
{
    /// <summary>CSV, TSV and their like: a line names the columns; titles may be above it.</summary>
    Csv = 0,

    /// <summary>
    /// GeoJSON points: a FeatureCollection, one Feature, or a sequence of Features, each on a line or behind a record separator (RFC 8142).
    /// The properties are the columns.
    /// </summary>
    GeoJson = 1,

    /// <summary>A layer of a GeoPackage, with points or with coordinates in columns.</summary>
    GeoPackage = 2,

    /// <summary>A sheet of an Excel workbook, <c>.xlsx</c> or <c>.xls</c>.</summary>
    Excel = 3,

    /// <summary>
    /// A Shapefile of points: the <c>.shp</c> file with <c>.dbf</c>, and <c>.cpg</c> and <c>.prj</c> where there are, beside it.
    /// </summary>
    Shapefile = 4,
}
