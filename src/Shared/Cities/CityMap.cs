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
        var bytes = file.Bytes();
        var read = GridGeoJsonReader.Read(bytes);
        if (read.Problems.Length == 0) return new GridMap(read.Grids.DistinctBy(grid => grid.Code));
        var places = Features(bytes);
        foreach (var problem in read.Problems)
        {
            var isFeature = problem.Index >= 0 && problem.Index < places.Count;
            var (line, column) = isFeature ? places[problem.Index] : new FilePlace(1, 1);
            findings.Add(new FolderFinding(file.Name, line, column, isFeature ? $"features[{problem.Index}]" : "", problem.Message));
        }
        return null;
    }

    private static List<FilePlace> Features(byte[] bytes)
    {
        var map = ConfigReader.Parse(bytes, new JsonLimits { Bytes = int.MaxValue });
        return [.. map.Objects("features", int.MaxValue).Select(feature => feature.Place)];
    }
}
