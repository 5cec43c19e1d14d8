using System.Diagnostics;
using System.Diagnostics.Metrics;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>The hub's counters and spans, under the name <c>CityKit</c>.</summary>
internal sealed class HubMeter : IDisposable
{
    private const string Name = "CityKit";
    private readonly Meter meter;
    private readonly ActivitySource activities = new(Name);
    private readonly Counter<long> inputs;
    private readonly Counter<long> documents;
    private readonly Counter<long> failures;
    private readonly Counter<long> unreadable;
    private readonly Counter<long> wrongCodes;
    private readonly Histogram<double> commits;

    /// <param name="meters">Makes the meter, in a host that has one.</param>
    /// <param name="partition">The partition of a city that the hub has; null for a hub that is the whole city.</param>
    internal HubMeter(IMeterFactory? meters, string? partition = null)
    {
        var options = new MeterOptions(Name) { Tags = partition is null ? null : [new("citykit.partition", partition)] };
        meter = meters?.Create(options) ?? new Meter(options);
        inputs = meter.CreateCounter<long>("citykit.hub.inputs", description: "Journal entries, by kind.");
        documents = meter.CreateCounter<long>("citykit.hub.documents", description: "Documents stored, by kind.");
        failures = meter.CreateCounter<long>("citykit.hub.commit.failures", description: "Commits that could not be stored.");
        unreadable = meter.CreateCounter<long>(
            "citykit.hub.documents.unreadable", description: "Stored documents that could not be read and were left out, by kind.");
        wrongCodes = meter.CreateCounter<long>(
            "citykit.hub.public.codes.wrong", description: "Public codes that stood for nothing or whose time was over, by kind.");
        commits = meter.CreateHistogram<double>("citykit.hub.commit.duration", "s", "How long a commit took.");
    }

    /// <summary>A span around one group of inputs, on the writer's thread; null when nobody listens.</summary>
    internal Activity? Group() => activities.StartActivity("citykit.hub.group");

    /// <summary>A span around one commit; null when nobody listens.</summary>
    internal Activity? Commit() => activities.StartActivity("citykit.hub.commit");

    internal void Committed(StoreCommit commit, TimeSpan took)
    {
        commits.Record(took.TotalSeconds);
        foreach (var entry in commit.Entries) inputs.Add(1, new KeyValuePair<string, object?>("kind", entry.Kind.ToString()));
        foreach (var changed in commit.Documents) documents.Add(1, new KeyValuePair<string, object?>("kind", changed.Kind.Name));
    }

    internal void Unreadable(string kind) => unreadable.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void WrongCode(string kind) => wrongCodes.Add(1, new KeyValuePair<string, object?>("kind", kind));

    internal void Failed() => failures.Add(1);

    public void Dispose()
    {
        meter.Dispose();
        activities.Dispose();
    }
}
