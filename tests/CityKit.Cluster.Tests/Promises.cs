using CityKit.Orleans;
using CityKit.Samples.District.Running;

namespace CityKit.Cluster.Tests;

/// <summary>How long partitions may be silent when something fails, on a machine that is half idle.</summary>
internal static class Promises
{
    private static readonly TimeSpan ProbePeriod = new CityClusterOptions().ProbePeriod;
    private static readonly TimeSpan AfterDeath = 3 * ProbePeriod + TimeSpan.FromSeconds(3);

    // What waited for the dead node would wait 3 s and more. What is less is the machine, which all nodes and their database share here:
    // when it stalls, all partitions do together, as the troubled calls of a report show.
    private static readonly TimeSpan OfOthers = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterDatabase = TimeSpan.FromSeconds(3);

    /// <summary>Fails when an incident broke one.</summary>
    internal static void Check(IncidentReport report, DistrictOptions options)
    {
        if (report.Incident.Kind == IncidentKind.Kill) CheckDeath(report, options);
        if (report.Incident.Kind == IncidentKind.DatabaseAway) CheckDatabase(report);
    }

    private static void CheckDeath(IncidentReport report, DistrictOptions options)
    {
        Assert.True(report.Foreign.Count == 0, $"{report}: {string.Join(' ', report.Foreign)}");
        Assert.True(report.Opened.Count <= Math.Ceiling((options.Partitions + 1) / (double)options.Nodes), $"{report}");
        Assert.True(report.OwnSilence <= AfterDeath + options.Rate.Every, $"{report}");
        Assert.True(report.OtherSilence <= OfOthers + options.Rate.Every, $"{report}");
    }

    private static void CheckDatabase(IncidentReport report)
    {
        Assert.True(report.Opened.Count == 0, $"{report}: {string.Join(' ', report.Opened)}");
        Assert.True(report.FirstAnswer <= AfterDatabase, $"{report}");
        Assert.True(report.Incident.Busy > 0, $"{report}");
    }
}
