using System.Text.Json;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;

namespace CityKit.Samples.Compound.Timeline;

/// <summary>Reports the hub's notifications, each once: they are read from a position on.</summary>
internal sealed class HubVoice(Scenario scenario, HubClient hub, ItemVoice items, IStory story)
{
    private const string Contact = "contact:";

    private string Eyes => scenario.Eyes.Id;

    /// <summary>Reports all after a number and gives the last one reported.</summary>
    public async Task<long> TellAsync(long after, CancellationToken cancellation)
    {
        while (true)
        {
            var page = (await hub.GetAsync(Eyes, $"notifications?after={after}&limit=1000", cancellation)).Body;
            var notices = HubJson.List(page, "notifications").ToArray();
            if (notices.Length == 0) return after;
            foreach (var about in notices.GroupBy(n => HubJson.Text(n, "subject"))) await TellAsync(about.Key!, [.. about], cancellation);
            after = HubJson.Number(notices[^1], "number") ?? after;
        }
    }

    /// <summary>All that is new about one alert, lead, work item or finding.</summary>
    private async Task TellAsync(string subject, JsonElement[] notices, CancellationToken cancellation)
    {
        if (notices.Any(n => Kind(n) is "ItemOpened" or "ItemMoved")) await TellItemAsync(subject, notices[0], cancellation);
        foreach (var notice in notices) Tell(notice, notices);
    }

    private void Tell(JsonElement notice, JsonElement[] notices)
    {
        var text = HubJson.Bilingual(notice, "text");
        var audience = HubJson.Text(notice, "audience") ?? "";
        switch (Kind(notice))
        {
            case "AlertRaised": Tell(notice, StoryKind.Alert, text + Told(notices)); break;
            case "AlertCleared": Tell(notice, StoryKind.Alert, $"over: {text}"); break;
            case "LeadOpened" when notices.Any(n => Kind(n) == "LeadDecided"):
                Tell(notice, StoryKind.Lead, $"{text} opens its work item by itself"); break;
            case "LeadOpened": Tell(notice, StoryKind.Lead, $"{text} waits for {audience}"); break;
            case "Finding": Tell(notice, StoryKind.Finding, text); break;
            case "Notice" when audience.StartsWith(Contact, StringComparison.Ordinal):
                Tell(notice, StoryKind.Item, $"{text} → {audience[Contact.Length..]}"); break;
        }
    }

    private async Task TellItemAsync(string id, JsonElement notice, CancellationToken cancellation)
    {
        var answer = await hub.GetAsync(Eyes, $"items/{id}", cancellation);
        if (!answer.IsSuccess) return;
        var item = HubItem.From(answer.Body.GetProperty("item"));
        if (items.IsNews(item)) Tell(notice, StoryKind.Item, items.Sentence(item));
    }

    /// <summary>Who is notified of an alert at once.</summary>
    private static string Told(JsonElement[] notices)
    {
        var audiences = notices.Where(n => Kind(n) == "Notice").Select(n => HubJson.Text(n, "audience")).ToArray();
        return audiences.Length == 0 ? "" : $" → {string.Join(", ", audiences)}";
    }

    private void Tell(JsonElement notice, StoryKind kind, string text) =>
        story.Tell(new StoryLine(HubJson.Instant(notice, "at"), kind, text));

    private static string? Kind(JsonElement notice) => HubJson.Text(notice, "kind");
}
