using System.Text;
using CityKit.Core;
using CityKit.Import.Tables;

namespace CityKit.Import.Surveys;

/// <summary>Opens the table in a file that is no text.</summary>
internal static class SurveyTables
{
    /// <summary>The table, before its first row; null with the reason when it cannot be read.</summary>
    /// <param name="format">What the file is.</param>
    /// <param name="path">Where it is.</param>
    /// <param name="choice">Which of its tables.</param>
    /// <param name="encoding">The encoding of a Shapefile's values; null to recognise it. The others say it themselves.</param>
    /// <param name="refusal">Why there is none.</param>
    internal static TableReader? Open(SurveyFormat format, string path, TableChoice choice, Encoding? encoding, out Refusal? refusal) =>
        format switch
    {
        SurveyFormat.GeoPackage => GeoPackageTable.Open(path, choice, out refusal),
        SurveyFormat.Excel => ExcelTable.Open(path, choice, out refusal),
        SurveyFormat.Shapefile => ShapefileTable.Open(path, choice, encoding, out refusal),
        _ => throw new InvalidOperationException($"{format} is text, not a table."),
    };
}
