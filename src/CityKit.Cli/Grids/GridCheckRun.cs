using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Grids.Maps;
using CityKit.Import.Levels;
using CityKit.Import.Maps;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Grids;

/// <summary><c>grid check</c>.</summary>
internal static class GridCheckRun
{
    /// <summary>Writes what a check found.</summary>
    internal static int Write(Terminal terminal, GridMapReport report, bool json)
    {
        if (json) JsonOutput.WriteLine(terminal.Output, writer => GridReportJson.Write(writer, report));
        else WriteCsv(terminal.Output, report);
        terminal.Error.WriteLine(Summary(report));
        return report.IsClean ? ExitCode.Done : ExitCode.Rejects;
    }

    /// <summary>The check, for the commands that need it.</summary>
    internal static GridMapReport Check(Terminal terminal, MapChoice map, MapChoice? areas, double leastSquareMetres)
    {
        var read = MapInput.Read(map);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{read.Grids.Length:N0} grids of the scheme {MapInput.AllOf(read).First().Scheme} read, {Where(read.Grids)}")
            + string.Create(CultureInfo.InvariantCulture, $"{read.Problems.Length:N0} features left out; checking. 正在检查。"));
        var progress = new ProgressLine(terminal, "grids compared", read.Grids.Length);
        var report = GridMapCheck.Check(read, Options(terminal, areas, leastSquareMetres), progress);
        progress.End();
        return report;
    }

    /// <summary>The check of nested levels.</summary>
    internal static GridMapReport Check(Terminal terminal, LevelsChoice levels, MapChoice? areas, double leastSquareMetres)
    {
        var read = LevelsInput.Read(levels);
        foreach (var level in read.Levels)
            terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{level.Grids.Length:N0} grids of the level {MapInput.AllOf(level).First().Scheme} read, "
                    + $"{level.Problems.Length:N0} features left out. 已读取。"));
        var progress = new ProgressLine(terminal, "grids of a level compared", null);
        var report = LevelCheck.Check(read, Options(terminal, areas, leastSquareMetres), progress);
        progress.End();
        return report;
    }

    private static GridMapCheckOptions Options(Terminal terminal, MapChoice? areas, double leastSquareMetres)
    {
        if (!(leastSquareMetres >= 0)) throw new ToolException("--least must be 0 or more. --least 须不小于 0。");
        return new GridMapCheckOptions { LeastSquareMetres = leastSquareMetres,
            Areas = areas is null ? [] : MapInput.ReadAndName(terminal, areas).Grids };
    }

    // By where and how big they are, a person sees that the coordinates were read as they are meant.
    private static string Where(IReadOnlyList<Grid> grids)
    {
        if (grids.Count == 0) return "";
        var box = grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds).Aggregate((all, one) => all.Union(one));
        return string.Create(CultureInfo.InvariantCulture,
            $"{grids.Sum(grid => grid.SquareMetres) / 1e6:N1} km² in {box.West:0.####}..{box.East:0.####}, "
                + $"{box.South:0.####}..{box.North:0.####}, ");
    }

    private static string Summary(GridMapReport report)
    {
        if (report is { IsClean: true, IsComplete: true }) return "Nothing wrong was found. 未发现问题。";
        var kinds = report.Findings.GroupBy(finding => finding.Kind)
            .Select(group => Text(group.Key, group.Count(), group.Sum(finding => finding.SquareMetres)));
        var found = string.Join(
            ", ", kinds.Prepend(string.Create(CultureInfo.InvariantCulture, $"{report.Problems.Length:N0} features left out")));
        return $"{found}{(report.IsComplete ? "" : "; a limit ended the check early")}.";
    }

    private static void WriteCsv(TextWriter output, GridMapReport report)
    {
        output.WriteLine("kind,feature,codes,square_metres,lon,lat,message");
        foreach (var problem in report.Problems)
            output.WriteLine(CsvText.Line(problem.Reason, Text(problem.Index), problem.Code ?? "", "", Text(problem.Where?.Longitude),
                Text(problem.Where?.Latitude), problem.Message.ToString()));
        foreach (var finding in report.Findings)
            output.WriteLine(CsvText.Line(GridReportJson.Word(finding.Kind), "", string.Join(' ', finding.Codes),
                finding.SquareMetres.ToString("F1", CultureInfo.InvariantCulture), Text(finding.Where.Longitude),
                Text(finding.Where.Latitude), finding.Message.ToString()));
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(GridFindingKind kind, int count, double squareMetres) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {GridReportJson.Word(kind)}"
            + $"{(squareMetres > 0 ? $" ({squareMetres.ToString("N1", CultureInfo.InvariantCulture)} m²)" : "")}");
}
