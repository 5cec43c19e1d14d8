using CityKit.Cli.Grids;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using CityKit.Maps.Pictures;

namespace CityKit.Cli.Maps;

/// <summary>The grids of a map file as a picture needs them: those that are coloured, and the wider ones around them.</summary>
internal sealed class PictureAreas
{
    private readonly Dictionary<string, string> english;

    private PictureAreas(List<Grid> coloured, List<Grid> around, Dictionary<string, string> english) =>
        (Coloured, Around, this.english) = (coloured, around, english);

    internal List<Grid> Coloured { get; }

    internal List<Grid> Around { get; }

    /// <exception cref="ToolException">The file cannot be read, or nothing is left to colour.</exception>
    internal static PictureAreas Read(Terminal terminal, PictureChoice choice)
    {
        List<Grid> grids = [.. MapInput.ReadAndName(terminal, choice.Map).Grids];
        var level = choice.Level ?? Narrowest(grids);
        List<Grid> coloured = [.. grids.Where(grid => LevelOf(grid) == level && choice.Part?.Contains(grid) != false)
            .OrderByDescending(grid => grid.SquareMetres)]; // a small one in a large one is drawn over it
        if (coloured.Count == 0) throw new ToolException($"{choice.Map.File} has no grid of that level or part. "
            + $"{choice.Map.File} 中没有该层级或范围的网格。");
        return new PictureAreas(coloured, Wider(grids, level, coloured), English(choice));
    }

    internal MapArea Area(Grid grid, double? count) => new(grid.Code, NameOf(grid), grid.Polygons, count);

    internal MapOutline Frame(Grid grid) => new(NameOf(grid), grid.Polygons);

    private LocalizedText NameOf(Grid grid) => new(grid.Name, english.GetValueOrDefault(grid.Code) ?? "");

    private static AreaLevel Narrowest(List<Grid> grids) => grids.Count == 0 ? AreaLevel.None : grids.Max(LevelOf);

    private static AreaLevel LevelOf(Grid grid) => grid.Scheme == GridScheme.Area ? grid.AreaCode.Level : AreaLevel.None;

    /// <summary>The areas of the next wider level that contain something coloured.</summary>
    private static List<Grid> Wider(List<Grid> grids, AreaLevel level, List<Grid> coloured)
    {
        var next = grids.Select(LevelOf).Where(wider => wider < level && wider != AreaLevel.None).DefaultIfEmpty().Max();
        return next == AreaLevel.None ? []
            : [.. grids.Where(grid => LevelOf(grid) == next && coloured.Exists(one => grid.AreaCode.Contains(one.AreaCode)))];
    }

    private static Dictionary<string, string> English(PictureChoice choice) => choice.EnglishNames is not { } property ? []
        : MapInput.Read(choice.Map with { NameProperty = property }).Grids.ToDictionary(grid => grid.Code, grid => grid.Name);
}
