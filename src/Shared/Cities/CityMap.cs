using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;

namespace CityKit.Shared.Cities;

/// <summary>The unit grids of a city's folder.</summary>
internal static class CityMap
{
    /// <summary>Reads the map: each code once, whatever its time.</summary>
    /// <param name="file">The file.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The map; null when a grid is wrong.</returns>
    internal static GridMap? Read(CityFolderFile file, List<FolderFinding> findings)
    {
        var json = IsJson(file) ? file.Bytes() : null;
        var read = json is null ? GridFileReader.Read(file.Path) : GridGeoJsonReader.Read(json);
        if (read.Problems.Length == 0) return new GridMap(read.Grids.DistinctBy(grid => grid.Code));
        var places = json is null ? [] : Features(json);
        foreach (var problem in read.Problems) findings.Add(Finding(file, problem, places));
        return null;
    }

    // In a table only the feature's number says where it is.
    private static FolderFinding Finding(CityFolderFile file, FeatureProblem problem, List<FilePlace> places)
    {
        var (line, column) = problem.Index >= 0 && problem.Index < places.Count ? places[problem.Index] : new FilePlace(1, 1);
        return new FolderFinding(file.Name, line, column, problem.Index < 0 ? "" : $"features[{problem.Index}]", problem.Message);
    }

    private static bool IsJson(CityFolderFile file) => file.Name.Contains(".geojson", StringComparison.Ordinal);

    private static List<FilePlace> Features(byte[] bytes)
    {
        var map = ConfigReader.Parse(bytes, new JsonLimits { Bytes = int.MaxValue });
        return [.. map.Objects("features", int.MaxValue).Select(feature => feature.Place)];
    }
}
