using System.Globalization;
using CityKit.Shared.Svg;
using NodaTime;

namespace CityKit.Benchmarks.Elders;

/// <summary>A home's readings, how much of the time they cover, and the alerts of each rule, over one axis of time.</summary>
internal sealed class HomePlot
{
    private const int Left = 190;
    private const int Wide = 760;
    private const int Top = 44;
    private const int High = 200;
    private const int Row = 22;
    private const int Strip = 12;
    private readonly WatchedHome home;
    private readonly HomeMeter meter;
    private readonly Duration bin;
    private readonly List<(Instant At, double Use, double Covered)> bins;
    private readonly double most;
    private readonly SvgWriter svg;

    private HomePlot(WatchedHome home)
    {
        (this.home, meter) = (home, home.Meter);
        bin = meter.Days > 100 ? Duration.FromDays(1) : Duration.FromHours(6);
        bins = [.. Bins()];
        most = Rounded(bins.Max(one => one.Use));
        svg = new SvgWriter(Left + Wide + 30, Top + High + 60 + Row * (WatchedHome.Rules.Count + 2), $"{meter.Kind.Quantity} of home {meter.Home}");
    }

    internal static string Draw(WatchedHome home) => new HomePlot(home).Draw();

    private string Draw()
    {
        svg.Text(Left, 24, string.Create(CultureInfo.InvariantCulture,
            $"Home {meter.Home}: {meter.Kind.Quantity}, {meter.Kind.Unit} in each {(bin == Duration.FromDays(1) ? "day" : "6 hours")}; readings cover {meter.Coverage:0.0 %}"));
        DrawAxes();
        foreach (var one in bins.Where(one => one.Covered > 0)) Box(one.At, one.At + bin, Top + High * (1 - one.Use / most), Top + High, "#1f5fa8");
        DrawCoverage(Top + High + 12);
        DrawSpans(Top + High + 12 + Row, "incomplete, not judged", home.Incomplete, "#808080");
        for (var i = 0; i < WatchedHome.Rules.Count; i++)
            DrawSpans(Top + High + 12 + Row * (i + 2), WatchedHome.Rules[i].Name, home.Alerts(WatchedHome.Rules[i].Id), "#a03020");
        DrawTimes(Top + High + 12 + Row * (WatchedHome.Rules.Count + 2));
        return svg.ToString();
    }

    private IEnumerable<(Instant At, double Use, double Covered)> Bins()
    {
        var byBin = meter.Readings.ToLookup(reading => (long)((reading.At - meter.Kind.Span - meter.From) / bin));
        for (var n = 0L; meter.From + bin * (n + 1) <= meter.To; n++)
            yield return (meter.From + bin * n, byBin[n].Sum(reading => (double)reading.Value) / meter.Kind.PerUnit, byBin[n].Count() * (meter.Kind.Span / bin));
    }

    private void DrawAxes()
    {
        for (var part = 0; part <= 4; part++)
        {
            var y = Top + High * (1 - part / 4.0);
            svg.Line(Left, y, Left + Wide, y, "#dddddd");
            svg.Text(Left - 6, y + 4, (most * part / 4).ToString("0.##", CultureInfo.InvariantCulture), "end");
        }
        svg.Text(Left - 60, Top + High / 2.0, meter.Kind.Unit, "middle", turned: true);
    }

    private void DrawCoverage(double y)
    {
        svg.Text(Left - 6, y + Strip - 1, "covered", "end");
        Box(meter.From, meter.To, y, y + Strip, "#f0d0c8");
        foreach (var one in bins.Where(one => one.Covered > 0)) Box(one.At, one.At + bin, y + Strip * (1 - Math.Min(1, one.Covered)), y + Strip, "#5aa02c");
    }

    private void DrawSpans(double y, string name, IEnumerable<(Instant From, Instant To)> spans, string colour)
    {
        svg.Text(Left - 6, y + Strip - 1, name, "end");
        Box(meter.From, meter.To, y, y + Strip, "#f4f4f4");
        foreach (var (from, to) in spans) Box(from, to, y, y + Strip, colour);
    }

    private void DrawTimes(double y)
    {
        var zone = DateTimeZoneProviders.Tzdb["Europe/Brussels"];
        var first = meter.From.InZone(zone).Date;
        for (var date = first; zone.AtStartOfDay(date).ToInstant() < meter.To - bin; date = meter.Days > 100 ? date.PlusMonths(1) : date.PlusDays(5))
            svg.Text(X(zone.AtStartOfDay(date).ToInstant()), y + Strip, date.ToString("dd MMM", CultureInfo.InvariantCulture), "middle");
        svg.Text(Left + Wide, y + Strip + 18, first.Year.ToString(CultureInfo.InvariantCulture), "end");
    }

    /// <summary>A box that is seen however short its time is.</summary>
    private void Box(Instant from, Instant to, double top, double bottom, string fill)
    {
        var (left, right) = (X(from), Math.Max(X(to), X(from) + 1));
        svg.Polygon([(left, top), (right, top), (right, bottom), (left, bottom)], fill);
    }

    /// <summary>Up to the next number whose quarters can be read.</summary>
    private static double Rounded(double value)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return power * ((double[])[1, 1.2, 1.6, 2, 3, 4, 6, 8, 10]).First(step => power * step >= value);
    }

    private double X(Instant at) => Left + Wide * ((at - meter.From) / (meter.To - meter.From));
}
