using CityKit.Core;
using CityKit.Import.Maps;
using CityKit.Shared.Svg;

namespace CityKit.Cli.Grids;

/// <summary><c>grid draw</c>.</summary>
internal static class GridDrawRun
{
    private const int MostLabels = 400;
    private const double LeastLabel = 48; // pixels
    private const string Red = "#d32f2f";

    internal static int Run(Terminal terminal, MapChoice map, MapChoice? areas, double leastSquareMetres, int width)
    {
        var report = GridCheckRun.Check(terminal, map, areas, leastSquareMetres);
        if (report.Grids.IsEmpty) throw new ToolException($"{map.File} has no valid grid to draw. {map.File} 中没有可绘制的有效网格。");
        var frame = MapFrame.Around(
            report.Grids.SelectMany(grid => grid.Polygons).Concat(report.Findings.SelectMany(finding => finding.Parts)), width);
        terminal.Output.Write(Draw(report, frame, Path.GetFileName(map.File)));
        var red = report.Findings.Count(finding => !finding.Parts.IsEmpty);
        terminal.Error.WriteLine($"{report.Grids.Length} grids drawn, {red} gaps, overlaps and parts outside in red.");
        return report.IsClean ? ExitCode.Done : ExitCode.Rejects;
    }

    private static SvgWriter Draw(GridMapReport report, MapFrame frame, string title)
    {
        var svg = new SvgWriter(frame.Width, frame.Height, title);
        for (var i = 0; i < report.Grids.Length; i++)
            svg.Area(report.Grids[i].Polygons.SelectMany(frame.Rings), i % 2 == 0 ? "#e3eef7" : "#f1f5e4", "#54728c", 0.6);
        if (report.Grids.Length <= MostLabels)
            foreach (var grid in report.Grids) Label(svg, frame, grid.Polygons.MaxBy(polygon => polygon.SquareMetres)!, grid.Code);
        foreach (var finding in report.Findings) Mark(svg, frame, finding);
        return svg;
    }

    private static void Label(SvgWriter svg, MapFrame frame, GeoPolygon polygon, string code)
    {
        var (west, north) = frame.Point(GeoPoint.FromDegrees(polygon.Bounds.West, polygon.Bounds.North));
        var (east, south) = frame.Point(GeoPoint.FromDegrees(polygon.Bounds.East, polygon.Bounds.South));
        if (east - west < LeastLabel || south - north < 14) return;
        var (x, y) = frame.Point(polygon.Centroid());
        svg.Text(x, y + 4, code.Length > 6 ? $"…{code[^4..]}" : code, "middle");
    }

    // A finding may be smaller than a pixel: a cross of lines makes it seen.
    private static void Mark(SvgWriter svg, MapFrame frame, GridFinding finding)
    {
        const double Arm = 4;
        var (x, y) = frame.Point(finding.Where);
        if (!finding.Parts.IsEmpty) svg.Area(finding.Parts.SelectMany(frame.Rings), Red, Red, 0.8);
        svg.Line(x - Arm, y, x + Arm, y, Red);
        svg.Line(x, y - Arm, x, y + Arm, Red);
    }
}
