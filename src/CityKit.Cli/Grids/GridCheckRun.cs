using System.Globalization;
using CityKit.Cli.Files;
using CityKit.Import.Maps;
using CityKit.Shared.Csv;

namespace CityKit.Cli.Grids;

/// <summary><c>grid check</c>.</summary>
internal static class GridCheckRun
{
    internal static int Run(Terminal terminal, MapChoice map, MapChoice? areas, double leastSquareMetres, bool json)
    {
        var report = Check(terminal, map, areas, leastSquareMetres);
        if (json) JsonOutput.WriteLine(terminal.Output, writer => GridReportJson.Write(writer, report));
        else WriteCsv(terminal.Output, report);
        terminal.Error.WriteLine(Summary(report));
        return report.IsClean ? ExitCode.Done : ExitCode.Rejects;
    }

    /// <summary>The check, for the commands that need it.</summary>
    internal static GridMapReport Check(Terminal terminal, MapChoice map, MapChoice? areas, double leastSquareMetres)
    {
        if (!(leastSquareMetres >= 0)) throw new ToolException("--least must be 0 or more. --least 须不小于 0。");
        var read = MapInput.Read(map);
        terminal.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{read.Grids.Length:N0} grids of the scheme {MapInput.AllOf(read).First().Scheme} read, {read.Problems.Length:N0} features left out; checking. 正在检查。"));
        var options = new GridMapCheckOptions { LeastSquareMetres = leastSquareMetres };
        var progress = new ProgressLine(terminal, "grids compared", read.Grids.Length);
        var report = GridMapCheck.Check(read, areas is null ? options : options with { Areas = MapInput.ReadAndName(terminal, areas).Grids }, progress);
        progress.End();
        return report;
    }

    private static string Summary(GridMapReport report)
    {
        var kinds = report.Findings.GroupBy(finding => finding.Kind).Select(group => Text(group.Key, group.Count(), group.Sum(finding => finding.SquareMetres)));
        var found = string.Join(", ", kinds.Prepend(string.Create(CultureInfo.InvariantCulture, $"{report.Problems.Length:N0} features left out")));
        return $"{found}{(report.IsComplete ? "" : "; a limit ended the check early")}.";
    }

    private static void WriteCsv(TextWriter output, GridMapReport report)
    {
        output.WriteLine("kind,feature,codes,square_metres,lon,lat,message");
        foreach (var problem in report.Problems)
            output.WriteLine(CsvText.Line(problem.Reason, Text(problem.Index), problem.Code ?? "", "", Text(problem.Where?.Longitude), Text(problem.Where?.Latitude), problem.Message.ToString()));
        foreach (var finding in report.Findings)
            output.WriteLine(CsvText.Line(GridReportJson.Word(finding.Kind), "", string.Join(' ', finding.Codes), finding.SquareMetres.ToString("F1", CultureInfo.InvariantCulture), Text(finding.Where.Longitude), Text(finding.Where.Latitude), finding.Message.ToString()));
    }

    private static string Text(IFormattable? value) => value?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Text(GridFindingKind kind, int count, double squareMetres) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:N0} {GridReportJson.Word(kind)}{(squareMetres > 0 ? $" ({squareMetres.ToString("N1", CultureInfo.InvariantCulture)} m²)" : "")}");
}
