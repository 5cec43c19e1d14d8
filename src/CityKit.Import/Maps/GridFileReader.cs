using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Files;
using CityKit.Import.Surveys;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>
/// Reads grids and areas from a map file as bureaus send it. It is recognised by what is in it, whatever it is called: GeoJSON (<see
/// cref="GridGeoJsonReader"/>), a Shapefile with what is beside it, a layer of a GeoPackage, CSV or a workbook with a column of WKT; a
/// <c>.gz</c> or <c>.zip</c> of one too.
/// </summary>
/// <remarks>
/// Use it for the file itself; <c>citykit grid</c> does the same at the command line. Reading serves any thread; it holds all grids in
/// memory. Coordinates are in the system that the file states (.prj, GeoPackage, a member <c>crs</c>), else in degrees of WGS84; <see
/// cref="GeoJsonGridOptions.System"/> overrules both. They become WGS84, and which axis of a plane comes first is recognised. A table's
/// columns are properties, whatever their case; of a Shapefile's names the first 10 characters count. A bad feature is a problem in the
/// result, not an exception; gaps between grids are found by <see cref="GridMapCheck"/>.
/// </remarks>
/// <example><code>
/// var read = GridFileReader.Read("streets.zip", new GeoJsonGridOptions { CodeProperty = "XZQDM" });
/// foreach (var problem in read.Problems) Console.Error.WriteLine(problem);
/// var map = new GridMap(read.On(today).Grids); // one version of each grid
/// Console.WriteLine($"{map.Grids.Length} grids");
/// </code></example>
public static class GridFileReader
{
    /// <summary>Reads a file to its end. Bad features are in the result; of a file that cannot be read, one problem of index -1.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <param name="encoding">The encoding of its texts; null to recognise it.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="InvalidDataException">A packed GeoJSON file is damaged or cut short.</exception>
    public static GridReadResult Read(string path, GeoJsonGridOptions? options = null, Encoding? encoding = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var chosen = options ?? new GeoJsonGridOptions();
        using var file = Opening(encoding).Open(path, null, out var refusal);
        if (file is { Format: SurveyFormat.GeoJson }) return GridGeoJsonReader.Read(file.Content, chosen);
        using var table = file is null ? null : OpenTable(file, chosen, encoding, out refusal);
        return table is null ? Refused(refusal!) : GridTableReader.Read(table, chosen);
    }

    private static SurveyOpening Opening(Encoding? encoding) =>
        new(PackLimits.Default, null, encoding) { What = new LocalizedText("网格地图", "map"), OfPipe = SurveyFormat.GeoJson };

    private static TableReader? OpenTable(SurveyFile file, GeoJsonGridOptions options, Encoding? encoding, out Refusal? refusal)
    {
        var choice = new TableChoice(columns => GridTableReader.IsHeader(columns, options)) 
        {
            Layer = options.Layer,
            Needed = new LocalizedText($"网格地图的列名（{options.CodeProperty} 与 wkt）", $"the columns of a map, {options.CodeProperty} and wkt"),
        };
        refusal = null;
        var table = file.Content is TextInput text ? new CsvTable(text, choice, options.MaxFeatureBytes)
            : SurveyTables.Open(file.Format, ((FileStream)file.Content).Name, choice, encoding, out refusal);
        return table is { HasShape: false } ? new WktTable(table) : table;
    }

    private static GridReadResult Refused(Refusal refusal) => new([], [new FeatureProblem(-1, null, refusal.Code, refusal.Message)]);
}
