using System.Globalization;
using CityKit.Shared.Svg;
using NodaTime;

namespace CityKit.Benchmarks.Plots;

/// <summary>Draws readings, how much of the time they cover, and alerts, over one axis of time.</summary>
internal sealed class SeriesPlot
{
    private const int Left = 230;
    private const int Wide = 760;
    private const int Top = 44;
    private const int High = 200;
    private const int Row = 22;
    private const int Strip = 12;
    private readonly PlotSeries series;
    private readonly double least;
    private readonly double step;
    private readonly SvgWriter svg;

    private SeriesPlot(PlotSeries series)
    {
        this.series = series;
        var seen = series.Bins.Where(one => one.Covered > 0).ToList();
        step = Rounded((seen.Max(one => one.High) - seen.Min(one => one.Low)) / 4);
        least = Math.Floor(seen.Min(one => one.Low) / step) * step;
        if (seen.Max(one => one.High) > least + step * 4) step = Rounded(step * 1.01);
        least = Math.Floor(least / step) * step;
        svg = new SvgWriter(Left + Wide + 30, Top + High + 60 + Row * (series.Rows.Count + 1), series.Title);
    }

    internal static string Draw(PlotSeries series) => new SeriesPlot(series).Draw();

    private string Draw()
    {
        svg.Text(Left, 24, series.Title);
        DrawAxes();
        foreach (var one in series.Bins.Where(one => one.Covered > 0)) Box(one.At, one.At + series.Bin, Y(one.High), Y(one.Low), "#1f5fa8");
        DrawCoverage(Top + High + 12);
        foreach (var (i, row) in series.Rows.Index()) DrawSpans(Top + High + 12 + Row * (i + 1), row);
        DrawTimes(Top + High + 12 + Row * (series.Rows.Count + 1));
        return svg.ToString();
    }

    private void DrawAxes()
    {
        for (var part = 0; part <= 4; part++)
        {
            var value = least + step * part;
            svg.Line(Left, Y(value), Left + Wide, Y(value), "#dddddd");
            svg.Text(Left - 6, Y(value) + 4, value.ToString("0.##", CultureInfo.InvariantCulture), "end");
        }
        svg.Text(Left - 60, Top + High / 2.0, series.Unit, "middle", turned: true);
    }

    private void DrawCoverage(double y)
    {
        svg.Text(Left - 6, y + Strip - 1, "covered", "end");
        Box(series.From, series.To, y, y + Strip, "#f0d0c8");
        foreach (var one in series.Bins.Where(one => one.Covered > 0))
            Box(one.At, one.At + series.Bin, y + Strip * (1 - Math.Min(1, one.Covered)), y + Strip, "#5aa02c");
    }

    private void DrawSpans(double y, PlotRow row)
    {
        svg.Text(Left - 6, y + Strip - 1, row.Name, "end");
        Box(series.From, series.To, y, y + Strip, "#f4f4f4");
        foreach (var (from, to) in row.Spans) Box(from, to, y, y + Strip, row.Colour);
    }

    private void DrawTimes(double y)
    {
        var first = series.From.InZone(series.Zone).Date;
        foreach (var date in Ticks(first))
            svg.Text(X(series.Zone.AtStartOfDay(date).ToInstant()), y + Strip,
                date.ToString("dd MMM", CultureInfo.InvariantCulture), "middle");
        var last = (series.To - series.Bin).InZone(series.Zone).Year;
        svg.Text(Left + Wide, y + Strip + 18, first.Year == last ? $"{first.Year}" : $"{first.Year} to {last}", "end");
    }

    private IEnumerable<LocalDate> Ticks(LocalDate first)
    {
        if (series.IsLong && first.Day > 1) first = first.With(DateAdjusters.StartOfMonth).PlusMonths(1);
        for (var date = first; series.Zone.AtStartOfDay(date).ToInstant() < series.To - series.Bin;
             date = series.IsLong ? date.PlusMonths(1) : date.PlusDays(5))
            yield return date;
    }

    /// <summary>A box that is seen however short its time is.</summary>
    private void Box(Instant from, Instant to, double top, double bottom, string fill)
    {
        var (left, right) = (X(from), Math.Max(X(to), X(from) + 1));
        top = Math.Min(top, bottom - 1);
        svg.Polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill);
    }

    /// <summary>Up to the next step of an axis that can be read.</summary>
    private static double Rounded(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * ((double[])[1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 15]).First(step => power * step >= value);
    }

    private double X(Instant at) => Left + Wide * (Instant.Min(at, series.To) - series.From) / (series.To - series.From);

    private double Y(double value) => Top + High * (1 - (value - least) / (step * 4));
}
