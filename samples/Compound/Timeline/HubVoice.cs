using System.Globalization;
using System.Text.Json;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Tells the hub's notifications, each once: they are read from a position on.</summary>
internal sealed class HubVoice(Scenario scenario, HubClient hub, IStory story)
{
    /// <summary>Tells all after a number and gives the last one told.</summary>
    public async Task<long> TellAsync(long after, CancellationToken cancellation)
    {
        while (true)
        {
            var page = (await hub.GetAsync(scenario.Eyes.Id, $"notifications?after={after}&limit=100", cancellation)).Body;
            var notices = HubJson.List(page, "notifications").ToArray();
            if (notices.Length == 0) return after;
            foreach (var notice in notices) Tell(notice);
            after = HubJson.Number(notices[^1], "number") ?? after;
        }
    }

    private void Tell(JsonElement notice)
    {
        var text = HubJson.Bilingual(notice, "text");
        var audience = HubJson.Text(notice, "audience");
        story.Tell(new StoryLine(HubJson.Instant(notice, "at"), StoryKind.Hub, audience is null ? text : string.Create(CultureInfo.InvariantCulture, $"{text} → {audience}")));
    }
}
