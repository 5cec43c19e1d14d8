using System.Diagnostics;
using System.Diagnostics.Metrics;
using CityKit.Journal;

namespace CityKit.Deciding;

/// <summary>The hub's counters and spans, under the name <c>CityKit</c>.</summary>
internal sealed class HubMeter : IDisposable
{
    private const string Name = "CityKit";
    private readonly Meter meter;
    private readonly ActivitySource activities = new(Name);
    private readonly Counter<long> inputs;
    private readonly Counter<long> alerts;
    private readonly Counter<long> items;
    private readonly Counter<long> failures;
    private readonly Histogram<double> commits;

    /// <param name="meters">Makes the meter, in a host that has one.</param>
    internal HubMeter(IMeterFactory? meters)
    {
        meter = meters?.Create(Name) ?? new Meter(Name);
        inputs = meter.CreateCounter<long>("citykit.hub.inputs", description: "Journal entries, by kind.");
        alerts = meter.CreateCounter<long>("citykit.hub.alerts", description: "Alerts raised or cleared.");
        items = meter.CreateCounter<long>("citykit.hub.items", description: "Work items changed, by profile.");
        failures = meter.CreateCounter<long>("citykit.hub.commit.failures", description: "Commits that could not be stored.");
        commits = meter.CreateHistogram<double>("citykit.hub.commit.duration", "s", "How long a commit took.");
    }

    /// <summary>A span around one commit; null when nobody listens.</summary>
    internal Activity? Commit() => activities.StartActivity("citykit.hub.commit");

    internal void Committed(HubCommit commit, TimeSpan took)
    {
        commits.Record(took.TotalSeconds);
        foreach (var entry in commit.Entries) inputs.Add(1, new KeyValuePair<string, object?>("kind", entry.Kind.ToString()));
        foreach (var item in commit.Items) items.Add(1, new KeyValuePair<string, object?>("profile", item.Profile));
        if (commit.Alerts.Count > 0) alerts.Add(commit.Alerts.Count);
    }

    internal void Failed() => failures.Add(1);

    public void Dispose()
    {
        meter.Dispose();
        activities.Dispose();
    }
}
