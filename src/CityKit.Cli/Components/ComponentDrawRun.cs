using CityKit.Cli.Grids;
using CityKit.Components.Catalogues;
using CityKit.Components.Nearest;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Shared.Svg;
using CityKit.Sqlite;

namespace CityKit.Cli.Components;

/// <summary>
/// <c>component draw</c>: a dot for each component, in the colour of its major class, over the grids when there is a map. Of components
/// within one dot the first is drawn.
/// </summary>
internal static class ComponentDrawRun
{
    private const double Radius = 1.5;
    private static readonly string[] Colours = ["#546e7a", "#1565c0", "#ef6c00", "#8e24aa", "#2e7d32", "#c62828"];

    internal static async Task<int> RunAsync(
        Terminal terminal, string database, ClassFilter? classes, MapChoice? map, int width, CancellationToken cancel)
    {
        await using var store = new SqliteComponentStore(ComponentOptions.Existing(database));
        await store.OpenAsync(cancel).ConfigureAwait(false);
        var grids = map is null ? [] : MapInput.ReadAndName(terminal, map).Grids;
        List<ComponentPlace> places = [];
        await foreach (var place in store.ReadPlacesAsync(cancel).ConfigureAwait(false))
            if (classes is null || classes.Contains(place.Id)) places.Add(place);
        if (places.Count == 0) throw new ToolException("There is no such component to draw. 没有可绘制的部件。");
        var frame = MapFrame.Around(Box(places, grids), width);
        var svg = new SvgWriter(frame.Width, frame.Height, Path.GetFileName(database));
        foreach (var grid in grids) svg.Area(grid.Polygons.SelectMany(frame.Rings), "#f5f5f5", "#b0bec5", 0.6);
        Dots(svg, frame, places);
        Legend(svg, places);
        terminal.Output.Write(svg);
        terminal.Error.WriteLine($"{places.Count} components drawn.");
        return ExitCode.Done;
    }

    private static GeoBox Box(List<ComponentPlace> places, IReadOnlyList<Grid> grids)
    {
        var box = GeoBox.Around([.. places.Select(place => place.Location)]);
        return grids.SelectMany(grid => grid.Polygons).Aggregate(box, (around, polygon) => around.Union(polygon.Bounds));
    }

    private static void Dots(SvgWriter svg, MapFrame frame, List<ComponentPlace> places)
    {
        HashSet<(int, int, int)> drawn = [];
        foreach (var place in places)
        {
            var ((x, y), major) = (frame.Point(place.Location), Major(place));
            if (drawn.Add(((int)x, (int)y, major))) svg.Dot(x, y, Radius, Colours[major]);
        }
    }

    private static void Legend(SvgWriter svg, List<ComponentPlace> places)
    {
        var y = 20;
        foreach (var group in places.GroupBy(Major).OrderBy(group => group.Key))
        {
            var name = ClassCatalogue.GbT47678.Majors.FirstOrDefault(
                major => major.Kind == CityKit.Components.ClassKind.Component && major.Code == $"{group.Key:D2}")?.Name
                ?? new LocalizedText("其他", "Other");
            svg.Dot(14, y - 4, 4, Colours[group.Key]);
            svg.Text(24, y, $"{name.Zh} {name.En} {group.Count()}");
            y += 16;
        }
    }

    // The two digits after the county's six.
    private static int Major(ComponentPlace place)
    {
        var major = int.Parse(place.Id.ToString().AsSpan(6, 2), System.Globalization.CultureInfo.InvariantCulture);
        return major < Colours.Length ? major : 0;
    }
}
