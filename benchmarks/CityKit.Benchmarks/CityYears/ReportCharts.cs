using System.Globalization;
using System.Text;
using CityKit.Core.Calendar;
using NodaTime;

namespace CityKit.Benchmarks.CityYears;

/// <summary>The pictures of a month's report, as SVG.</summary>
internal static class ReportCharts
{
    private const int Width = 1060;
    private const int Height = 220;
    private const int Left = 46;
    private const int Base = 190;
    private const int Top = 16;
    private const int Cell = 14;
    private const int MapSide = District.Cells * Cell;

    /// <summary>Bars of what was reported, a line of what ended.</summary>
    internal static string Days(MonthFigures month)
    {
        var most = Nice(month.Days.Max(day => Math.Max(month.Reported(day), month.Ended(day))));
        var svg = Begin(Width, Height);
        Axis(svg, month, [.. Enumerable.Range(0, 5).Select(n => (most * n / 4.0, N($"{most * n / 4.0:0.#}")))], 0, most);
        foreach (var day in month.Days)
        {
            var y = Y(month.Reported(day), 0, most);
            svg.Append(Box(X(month, day) - Step(month) * 0.36, y, Step(month) * 0.72, Base - y, "#8cc9c3"));
        }
        return End(Line(svg, month, day => month.Ended(day), 0, most, "#b45309"));
    }

    /// <summary>The part on time, by day of report.</summary>
    internal static string OnTime(MonthFigures month)
    {
        var least = Math.Floor(month.Days.Min(day => month.OnTime(day) ?? 1) * 20) / 20;
        var svg = Begin(Width, Height);
        Axis(svg, month, [.. Enumerable.Range(0, 5).Select(n => least + (1 - least) * n / 4)
            .Select(part => (part, N($"{part * 100:0.#}%")))], least, 1);
        return End(Line(svg, month, day => month.OnTime(day), least, 1, "#0f766e"));
    }

    /// <summary>Cells by how many cases they have, borders and names of sub-districts.</summary>
    internal static string Heat(MonthFigures month)
    {
        var most = Math.Max(1, month.Cells.Max());
        var svg = Begin(MapSide, MapSide);
        for (var n = 0; n < month.Cells.Count; n++)
            svg.Append(Box(n % District.Cells * Cell, YOf(n / District.Cells), Cell, Cell,
                Colour(Math.Sqrt((double)month.Cells[n] / most))));
        Borders(svg);
        for (var street = 0; street < District.Streets.Count; street++) Name(svg, street);
        return End(svg);
    }

    private static string Box(double x, double y, double width, double height, string fill) =>
        N($"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{height:0.#}\" fill=\"{fill}\"/>");

    private static StringBuilder Begin(int width, int height) =>
        new(N($"<svg viewBox=\"0 0 {width} {height}\" xmlns=\"http://www.w3.org/2000/svg\" font-size=\"12\" fill=\"#5b6b76\">\n"));

    private static string End(StringBuilder svg) => svg.Append("\n</svg>\n").ToString();

    private static void Axis(StringBuilder svg, MonthFigures month, (double At, string Label)[] lines, double least, double most)
    {
        foreach (var day in month.Days.Where(day => !WorkCalendar.BuiltIn.IsWorkDay(day)))
            svg.Append(Box(X(month, day) - Step(month) / 2, Top, Step(month), Base - Top, "#eef1f3"));
        foreach (var (at, label) in lines)
            svg.Append(Box(Left, Y(at, least, most), Width - Left, 1, "#d6dee3"))
                .Append(N($"<text x=\"{Left - 6}\" y=\"{Y(at, least, most) + 4:0.0}\" text-anchor=\"end\">{label}</text>"));
        foreach (var day in month.Days)
            svg.Append(N($"<text x=\"{X(month, day):0.0}\" y=\"{Base + 18}\" text-anchor=\"middle\">{day.Day}</text>"));
    }

    private static StringBuilder Line(StringBuilder svg, MonthFigures month, Func<LocalDate, double?> value, double least, double most,
        string colour)
    {
        (double X, double Y)[] points = [.. month.Days.Where(day => value(day) is not null)
            .Select(day => (X(month, day), Y(value(day)!.Value, least, most)))];
        var line = string.Join(' ', points.Select(point => N($"{point.X:0.0},{point.Y:0.0}")));
        svg.Append(N($"<polyline fill=\"none\" stroke=\"{colour}\" stroke-width=\"2.2\" points=\"{line}\"/>"));
        foreach (var (x, y) in points) svg.Append(N($"<circle cx=\"{x:0.0}\" cy=\"{y:0.0}\" r=\"3\" fill=\"{colour}\"/>"));
        return svg;
    }

    private static void Borders(StringBuilder svg)
    {
        for (var north = 0; north < District.Cells; north++)
            for (var east = 0; east < District.Cells; east++)
            {
                var (x, y) = (east * Cell, YOf(north));
                if (east > 0 && StreetOf(east, north) != StreetOf(east - 1, north)) svg.Append(Edge(x, y, x, y + Cell));
                if (north > 0 && StreetOf(east, north) != StreetOf(east, north - 1)) svg.Append(Edge(x, y + Cell, x + Cell, y + Cell));
            }
    }

    private static int StreetOf(int east, int north) => District.Nearest((east + 0.5) / District.Cells, (north + 0.5) / District.Cells);

    private static string Edge(int x1, int y1, int x2, int y2) =>
        N($"<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" stroke=\"#41525d\" stroke-width=\"1.4\"/>");

    private static void Name(StringBuilder svg, int street)
    {
        var (east, north) = District.OfficeOf(street);
        Label(svg, east, north, 0, 15, District.Streets[street].Zh);
        Label(svg, east, north, 14, 11, District.Streets[street].En);
    }

    private static void Label(StringBuilder svg, double east, double north, int below, int size, string text) => svg
        .Append(N($"<text x=\"{east * MapSide:0.0}\" y=\"{(1 - north) * MapSide + below:0.0}\" text-anchor=\"middle\" font-size=\"{size}\""))
        .Append(N($" fill=\"#1d2a33\" stroke=\"#fff\" stroke-width=\"3\" paint-order=\"stroke\">{text}</text>"));

    private static int YOf(int north) => MapSide - (north + 1) * Cell;

    private static double Step(MonthFigures month) => (double)(Width - Left) / month.Days.Count;

    private static double X(MonthFigures month, LocalDate day) => Left + (day.Day - 0.5) * Step(month);

    private static double Y(double value, double least, double most) => Base - (value - least) / (most - least) * (Base - Top);

    /// <summary>From white over yellow to dark red.</summary>
    private static string Colour(double part)
    {
        (int R, int G, int B)[] stops = [(250, 251, 252), (253, 230, 170), (240, 140, 70), (150, 20, 30)];
        var at = Math.Min(part, 0.9999) * (stops.Length - 1);
        var (from, to, between) = (stops[(int)at], stops[(int)at + 1], at - (int)at);
        int Mix(int a, int b) => (int)Math.Round(a + (b - a) * between);
        return N($"#{Mix(from.R, to.R):x2}{Mix(from.G, to.G):x2}{Mix(from.B, to.B):x2}");
    }

    /// <summary>The next number that four divides and people read easily.</summary>
    private static int Nice(int most)
    {
        var unit = (int)Math.Pow(10, Math.Max(0, Math.Floor(Math.Log10(Math.Max(1, most))) - 1)) * 4;
        return (most / unit + 1) * unit;
    }

    private static string N(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
