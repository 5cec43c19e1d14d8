using CityKit.Shared.Svg;

namespace CityKit.Benchmarks.Falls;

/// <summary>The stated bound against the true drop: the middle and the band in which nine of ten bounds lie.</summary>
internal static class FallPlot
{
    private const int Left = 60;
    private const int Top = 40;
    private const int Side = 400;
    private const double MostMetres = 100;

    internal static string Draw(IReadOnlyList<FloorResult> floors)
    {
        var svg = new SvgWriter(Left + Side + 40, Top + Side + 60, "Stated lower bound of the drop against the true drop");
        svg.Text(Left, 24, "Falls through two beams 2 m apart: the stated bound never says a floor");
        DrawAxes(svg);
        var seen = floors.Where(f => f.Detected > 0).ToList();
        svg.Polygon([.. seen.Select(f => At(f.Drop, f.Bound(0.05))), .. seen.AsEnumerable().Reverse()
            .Select(f => At(f.Drop, f.Bound(0.95)))], "#cfe0f3");
        svg.Polyline(seen.Select(f => At(f.Drop, f.Bound(0.5))), "#1f5fa8");
        var ((x1, y1), (x2, y2)) = (At(0, 0), At(MostMetres, MostMetres));
        svg.Line(x1, y1, x2, y2, "#a03020", 1.5, "6 4");
        svg.Text(x2 - 8, y2 + 40, "true drop: no bound may lie above", "end");
        var last = seen[^1];
        svg.Text(At(last.Drop, 0).X, At(0, last.Bound(0.5)).Y - 6, "median bound, 5 % to 95 %", "end");
        return svg.ToString();
    }

    /// <summary>The middle bounds of each rig; dashed where they hold only if the drag was the same above the beams.</summary>
    internal static string DrawMore(IReadOnlyList<(BarrierRig Rig, RigResult Result)> rigs)
    {
        string[] colours = ["#808080", "#1f5fa8", "#5aa02c", "#a03020", "#8030a0"];
        var svg = new SvgWriter(
            Left + Side + 40, Top + Side + 60 + 18 * rigs.Count, "Middle bounds of the drop with two, three and four beams");
        svg.Text(Left, 24, "Median of the stated bounds; dashed: with the same drag above");
        DrawAxes(svg);
        for (var i = 0; i < rigs.Count; i++)
        {
            DrawMedians(svg, rigs[i].Result.Medians(false), colours[i], null);
            if (rigs[i].Rig.Beams > 2) DrawMedians(svg, rigs[i].Result.Medians(true), colours[i], "5 3");
            var y = Top + Side + 66 + 18 * i;
            svg.Line(Left, y - 4, Left + 30, y - 4, colours[i], 2);
            svg.Text(Left + 38, y, rigs[i].Rig.Name);
        }
        var ((x1, y1), (x2, y2)) = (At(0, 0), At(MostMetres, MostMetres));
        svg.Line(x1, y1, x2, y2, "#000000", 1, "2 4");
        return svg.ToString();
    }

    private static void DrawMedians(SvgWriter svg, IEnumerable<(double Drop, double Bound)> medians, string colour, string? dash)
    {
        var points = medians.Select(m => At(m.Drop, m.Bound)).ToList();
        for (var i = 1; i < points.Count; i++) svg.Line(points[i - 1].X, points[i - 1].Y, points[i].X, points[i].Y, colour, 2, dash);
    }

    private static void DrawAxes(SvgWriter svg)
    {
        for (var metres = 0; metres <= MostMetres; metres += 20)
        {
            var (x, y) = At(metres, metres);
            svg.Line(Left, y, Left + Side, y, "#dddddd");
            svg.Line(x, Top, x, Top + Side, "#dddddd");
            svg.Text(Left - 6, y + 4, $"{metres}", "end");
            svg.Text(x, Top + Side + 18, $"{metres}", "middle");
        }
        svg.Text(Left + Side / 2.0, Top + Side + 42, "true drop above the upper beam, m", "middle");
        svg.Text(18, Top + Side / 2.0, "stated lower bound, m", "middle", turned: true);
    }

    private static (double X, double Y) At(double drop, double bound) =>
        (Left + Side * drop / MostMetres, Top + Side * (1 - bound / MostMetres));
}
