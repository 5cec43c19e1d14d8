using System.Globalization;

namespace CityKit.Benchmarks.CityYears;

/// <summary>A year of a district through the engine in memory, ending with a month's report.</summary>
internal static class CityYear
{
    internal static void Run(ReadOnlySpan<string> arguments, TextWriter output)
    {
        var options = YearOptions.Parse(arguments);
        var requests = RequestSet.Open(options.File);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{requests.Name}: {requests.Rows.Count:n0} of {requests.Read:n0} requests count; "
            + $"{options.Share:0.##%} of {YearOptions.YearReports:n0} cases, seed {options.Seed}"));
        var year = new YearRun(options, requests);
        var seconds = Figures.CpuSeconds(() => year.Run(output.WriteLine));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{year.Tally.Opened:n0} cases, {year.Tally.Steps:n0} entries in {seconds:0.0} s of CPU: "
            + $"{year.Tally.Opened / seconds:n0} cases/s, {year.Tally.Steps / seconds:n0} entries/s"));
        File.WriteAllText(options.Output, new ReportPage(year.Month!, options, requests).Write());
        output.WriteLine($"the report of month {options.Month}: {options.Output}");
    }
}
