using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using CityKit.Import.Systems;

namespace CityKit.Cli.Grids;

/// <summary><c>grid locate</c>: row by row, so that the number of points is no matter.</summary>
internal sealed class GridLocateRun
{
    private const double MostMetres = 1_000_000;

    private readonly GridFinder finder;
    private readonly PointOptions options;
    private readonly RowRejects rejects;
    private readonly PointRows rows;
    private readonly LocatedRowWriter writer;
    private long found;
    private long near;
    private long none;

    private GridLocateRun(GridFinder finder, PointOptions options, RowRejects rejects, PointRows rows, TextWriter output)
    {
        (this.finder, this.options, this.rejects, this.rows) = (finder, options, rejects, rows);
        writer = new LocatedRowWriter(output, options, rows.Columns, finder.IsNested);
    }

    internal static int Run(Terminal terminal, GridFinder finder, PointOptions options, CancellationToken cancel)
    {
        if (options.NearestMetres is { } metres && !(metres is > 0 and <= MostMetres))
            throw new ToolException($"--nearest must be more than 0 and at most {MostMetres} m. --nearest 须大于 0 且不超过 {MostMetres} 米。");
        if (options.NearestMetres is not null && finder.IsNested)
            throw new ToolException("--nearest goes with --map, not with --levels. --nearest 只能与 --map 同用。");
        using var rows = PointRows.Open(options);
        var run = new GridLocateRun(finder, options, new RowRejects(terminal), rows, terminal.Output);
        run.WriteAll(terminal, cancel);
        InputFile.Name(terminal, options.File, rows.Text);
        return finder.IsFlawed || run.rejects.Count > 0 ? ExitCode.Rejects : ExitCode.Done;
    }

    private void WriteAll(Terminal terminal, CancellationToken cancel)
    {
        var progress = new ProgressLine(terminal, "rows", null);
        while (rows.Read())
        {
            cancel.ThrowIfCancellationRequested();
            WriteRow();
            progress.Report(rows.Row);
        }
        progress.End();
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows.Row:N0} rows: {found:N0} in a grid, {near:N0} near one, {none:N0} in none, {rejects.Count:N0} rejected."));
    }

    private void WriteRow()
    {
        if (!rows.IsWhole) rejects.Add(rows.Row, "", $"{rows.Fields} fields", $"a row has {rows.Columns.Count}; it is left out. 字段数不符，已略去");
        else if (!rows.TryPoint(out var longitude, out var latitude) || !TryPlace(longitude, latitude, out var place)) Reject();
        else WriteLocated(place);
    }

    // The row stays, so that rows can be counted; only its code is empty.
    private void Reject()
    {
        rejects.Add(rows.Row, $"{options.Longitude}, {options.Latitude}", rows.PointText, "no place in degrees. 不是有效的经纬度");
        writer.Write(rows, LocatedGrid.None);
    }

    private void WriteLocated(GeoPoint place)
    {
        var located = finder.Find(place, options.NearestMetres);
        if (located.Metres == 0) found++;
        else if (located.Metres is null) none++;
        else near++;
        writer.Write(rows, located);
    }

    private bool TryPlace(double longitude, double latitude, out GeoPoint place) =>
        options.System.TryToWgs84(longitude, latitude, Reading, out place);

    // The options name the columns; a zone's number is read as the system has it.
    private CoordinateReading Reading => new(AxisOrder.EastNorth, options.System.ZonePrefix);
}
