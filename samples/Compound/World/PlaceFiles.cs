using CityKit.Components.Nearest;
using CityKit.Grids.Compounds;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Places;
using CityKit.Maps.Tiles;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.World;

/// <summary>Reads the scenario's places.</summary>
internal static class PlaceFiles
{
    /// <summary>The unit grids (单元网格): fictional, and labelled so.</summary>
    /// <exception cref="InputException">A grid cannot be read; the message says which and why.</exception>
    public static GridMap UnitGrids(Scenario scenario)
    {
        var path = Path.Combine(scenario.Files.Places, "unit-grids.geojson");
        if (!File.Exists(path)) throw new InputException($"{path} is missing. 缺少单元网格文件。");
        var read = GridGeoJsonReader.Read(File.ReadAllBytes(path));
        if (read.Problems.Length > 0) throw new InputException(string.Join('\n', read.Problems.Select(p => $"{path}: {p}")));
        return new GridMap(read.Grids);
    }

    /// <summary>The compound, for maps.</summary>
    /// <exception cref="InputException">The file is missing or wrong; the message says where.</exception>
    public static CompoundMap Compounds(Scenario scenario) => new([Survey(scenario).Compound]);

    /// <summary>The city's components in and around it, for maps.</summary>
    /// <exception cref="InputException">The file is missing or wrong; the message says where.</exception>
    public static ComponentTiles Components(Scenario scenario) =>
        ComponentTiles.Of(Survey(scenario).Components.Select(component => new ComponentPlace(component.Id, component.Location)));

    private static CompoundSurvey Survey(Scenario scenario)
    {
        var path = Path.Combine(scenario.Files.Places, "compound.json");
        if (!File.Exists(path)) throw new InputException($"{path} is missing. 缺少小区文件。");
        return CompoundSurvey.Read(File.ReadAllBytes(path), out var errors)
            ?? throw new InputException(string.Join('\n', errors.Select(e => $"{path}: {e.Message}")));
    }
}
