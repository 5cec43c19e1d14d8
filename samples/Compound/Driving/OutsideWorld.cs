using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Feeds;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Timeline;
using NodaTime;

namespace CityKit.Samples.Compound.Driving;

/// <summary>What reaches the hub by other ways than the edge: the gas company's batches and residents' reports.</summary>
internal sealed class OutsideWorld(Scenario scenario, HubClient hub, IStory story)
{
    private readonly IReadOnlyList<FeedBatch> batches = GasFeed.Of(scenario);

    /// <summary>
    /// Delivers what is due after one moment and up to another. Said twice, it counts once: batches and reports carry their ids.
    /// </summary>
    public async Task DeliverAsync(Instant after, Instant to, CancellationToken cancellation)
    {
        foreach (var batch in batches.Where(b => b.At > after && b.At <= to)) await DeliverAsync(batch, cancellation);
        foreach (var report in scenario.Reports.Where(r => r.At > after && r.At <= to)) await DeliverAsync(report, cancellation);
    }

    /// <summary>Delivers a day on which somebody used no gas at all.</summary>
    public Task DeliverStillAsync(Instant at, CancellationToken cancellation) => DeliverAsync(GasFeed.StillOn(scenario, at), cancellation);

    private async Task DeliverAsync(FeedBatch batch, CancellationToken cancellation)
    {
        var answer = await hub.PostCsvAsync(batch.As, $"feeds/{batch.Feed}?batch={batch.Id}", batch.Csv, cancellation);
        Tell(batch.At, $"{batch.Feed} delivers a day's register readings, a day late ({batch.Id}): "
            + $"{HubJson.Number(answer.Body, "accepted")} taken in, {HubJson.Number(answer.Body, "undecided")} undecided, "
            + $"{HubJson.Number(answer.Body, "rejected")} rejected", answer);
    }

    private async Task DeliverAsync(ResidentReport report, CancellationToken cancellation)
    {
        var body = new JsonObject
        {
            ["id"] = report.Id,
            ["longitude"] = report.Gcj02Longitude,
            ["latitude"] = report.Gcj02Latitude,
            ["system"] = "gcj02",
            ["class"] = report.Class,
            ["text"] = report.Text,
        };
        var answer = await hub.PostAsync(report.As, "reports", body, cancellation);
        Tell(report.At, $"a resident reports “{report.Text}” ({report.Class})", answer);
    }

    private void Tell(Instant at, string what, HubAnswer answer) =>
        story.Tell(answer.IsSuccess
            ? new StoryLine(at, StoryKind.Input, what) : new StoryLine(at, StoryKind.Refused, $"{what}. {answer.Reason}"));
}
