using System.Globalization;
using System.Text;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Maps.Drawing;
using CityKit.Maps.Pages;
using CityKit.Maps.Pictures;
using CityKit.Shared.Files;

namespace CityKit.Cli.Maps;

/// <summary><c>citykit map</c>: counts by area as one HTML page or an SVG picture.</summary>
internal static class PictureRun
{
    private const int MostTold = 5;
    private const UnixFileMode Readable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    internal static async Task<int> RunAsync(Terminal terminal, PictureChoice choice, CancellationToken cancel)
    {
        if (choice is { ByClass: true, Database: null })
            throw new ToolException("--by class is for the components of a --db. --by class 须与 --db 一起使用。");
        if (choice.Database is null == choice.Counts is null)
            throw new ToolException("Say what is counted: --db REGISTRY for components, or --count F.csv. 请用 --db 或 --count 之一指定计数。");
        if (!choice.IsHtml && !choice.Out.EndsWith(".svg", StringComparison.OrdinalIgnoreCase))
            throw new ToolException($"--out {choice.Out}: the name ends with .html or .svg. --out {choice.Out}：文件名须以 .html 或 .svg 结尾。");
        var areas = PictureAreas.Read(terminal, choice);
        var (picture, isWhole) = choice.Counts is { } file ? FromFile(terminal, choice, areas, file)
            : (await FromRegistryAsync(terminal, choice, areas, cancel).ConfigureAwait(false), true);
        var bytes = choice.IsHtml ? Html(terminal, picture) : Encoding.UTF8.GetBytes(SvgMap.Draw(picture, choice.Width));
        DurableFile.Write(choice.Out, bytes, overwrite: true, Readable);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{choice.Out}: {picture.Areas.Length:N0} {(picture.Areas.Length == 1 ? "area" : "areas")}, "
                + $"{bytes.Length / 1e3:N0} kB. 地图已生成。"));
        return isWhole ? ExitCode.Done : ExitCode.Rejects;
    }

    private static byte[] Html(Terminal terminal, MapPicture picture)
    {
        var page = HtmlMap.Write(picture);
        if (page.Refusal is { } refusal) throw new ToolException($"{refusal.Message}");
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"Borders are simplified by {page.ToleranceMetres} m. 边界已简化 {page.ToleranceMetres} 米。"));
        return page.Utf8.ToArray();
    }

    private static async Task<MapPicture> FromRegistryAsync(
        Terminal terminal, PictureChoice choice, PictureAreas areas, CancellationToken cancel)
    {
        var count = new ComponentCount(areas.Coloured, choice.Part, choice.Catalogue);
        await count.ReadAsync(terminal, choice.Database!, choice.Classes, cancel).ConfigureAwait(false);
        if (count.Outside > 0)
            terminal.Error.WriteLine($"{count.Outside} components are in none of the areas and are not counted. "
                + $"有 {count.Outside} 个部件不在任何区域内，未计入。");
        var name = choice.CountName ?? new LocalizedText("部件数", "Components");
        return Picture(choice, name, areas, AreaOf) with { Dots = [.. count.Dots] };

        MapArea AreaOf(Grid grid) => areas.Area(grid, count.Of(grid.Code)) with { Parts = choice.ByClass ? count.PartsOf(grid.Code) : [] };
    }

    /// <summary>A picture of a file of counts, and whether all its rows are on it.</summary>
    private static (MapPicture Picture, bool IsWhole) FromFile(Terminal terminal, PictureChoice choice, PictureAreas areas, string file)
    {
        var wrong = 0;
        var counts = CountRows.Read(file, Tell);
        foreach (var code in counts.Keys.Except(areas.Coloured.Select(grid => grid.Code)))
            if (choice.Part is null) Tell($"{file}: the map has no area {code} at this level. {file}：地图的该层级中没有区域 {code}。");
        if (wrong > MostTold) terminal.Error.WriteLine($"{wrong - MostTold} more. 另有 {wrong - MostTold} 处。");
        var name = choice.CountName ?? new LocalizedText("数量", "Count");
        return (Picture(choice, name, areas, AreaOf), wrong == 0);

        MapArea AreaOf(Grid grid) => areas.Area(grid, counts.TryGetValue(grid.Code, out var count) ? count : null);

        void Tell(string problem)
        {
            if (wrong++ < MostTold) terminal.Error.WriteLine(problem);
        }
    }

    private static MapPicture Picture(PictureChoice choice, LocalizedText name, PictureAreas areas, Func<Grid, MapArea> areaOf)
    {
        var picture = new MapPicture(choice.Title, name, choice.Date, choice.Source, areas.Coloured.Select(areaOf));
        return picture with
        {
            Outlines = [.. areas.Around.Select(areas.Frame)],
            Classes = CountClasses.Of(picture.Areas.Select(area => area.Count), choice.ClassCount, choice.Method),
        };
    }
}
