using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Samples.City;

/// <summary>
/// What docs/your-city.md does: a Shapefile and a workbook become grids and components, and a report beside a tree becomes the first case.
/// </summary>
internal static class Afternoon
{
    /// <param name="output">Where it writes.</param>
    /// <param name="folder">Has <c>data</c>, <c>mappings</c> and <c>catalogue.json</c>.</param>
    /// <param name="database">The registry; taken in when it is not there.</param>
    /// <returns>0 when every number is the promised one, 1 otherwise.</returns>
    internal static async Task<int> RunAsync(TextWriter output, string folder, string database)
    {
        var catalogue = ClassCatalogue.Read(await File.ReadAllBytesAsync(Path.Combine(folder, "catalogue.json")), out var errors)
            ?? throw new InvalidDataException($"{errors}");
        var map = ReadMap(Path.Combine(folder, "data", "neighbourhoods.shp"));
        var trees = await new TreeSurvey(folder, map, catalogue).RunAsync(database);
        var item = await FirstCase.FileAsync(map, catalogue, database);
        var checks = new Checks(output);
        checks.Expect("neighbourhoods", 22, map.Grids.Length);
        checks.Expect("trees taken in", 509, trees.Accepted);
        checks.Expect("trees without coordinates", 86, trees.WithoutPlace);
        checks.Expect("trees outside every neighbourhood", 9, trees.OutsideTheMap);
        checks.Expect("neighbourhood of the report", "V01", item.Place.Grid);
        checks.Expect("tree of the report", "van-04002-0000004", item.Found?.Id.ToString());
        checks.Expect("who answers for it", "Vancouver Park Board", item.Found?.Department);
        return checks.Result;
    }

    private static GridMap ReadMap(string path)
    {
        var read = GridFileReader.Read(path, new GeoJsonGridOptions { Scheme = GridScheme.Parse("neighbourhood") });
        return read.Problems.IsEmpty ? new GridMap(read.Grids) : throw new InvalidDataException($"{read.Problems[0]}");
    }
}
