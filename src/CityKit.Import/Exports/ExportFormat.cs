namespace CityKit.Import.Exports;

/// <summary>How components are written (导出格式).</summary>
public enum ExportFormat
{
    /// <summary>A GeoJSON FeatureCollection of points (RFC 7946).</summary>
    GeoJson,

    /// <summary>One GeoJSON feature a line, with nothing around them (GeoJSONSeq, NDJSON).</summary>
    GeoJsonSequence,

    /// <summary>CSV (RFC 4180) as UTF-8 with a byte order mark, which spreadsheets look for.</summary>
    Csv,

    /// <summary>A GeoPackage (OGC 12-128).</summary>
    GeoPackage,
}
