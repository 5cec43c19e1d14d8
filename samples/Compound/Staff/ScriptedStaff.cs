using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Samples.Compound.Hub;
using CityKit.Samples.Compound.Scenarios;
using CityKit.Samples.Compound.Timeline;
using NodaTime;

namespace CityKit.Samples.Compound.Staff;

/// <summary>
/// The people of the scenario: at each handshake they look at open leads and work items, and do with each at most one thing.
/// </summary>
internal sealed class ScriptedStaff(Scenario scenario, HubClient hub, ItemVoice voice, IStory story)
{
    private readonly string eyes = scenario.Eyes.Id;
    private readonly HashSet<string> refused = [];

    /// <summary>Looks and acts, at this moment.</summary>
    public async Task ActAsync(Instant now, CancellationToken cancellation)
    {
        var items = await ItemsAsync(cancellation);
        foreach (var lead in await LeadsAsync(cancellation)) await ActOnAsync(lead, items, now, cancellation);
        foreach (var item in items) await ActOnAsync(item, now, cancellation);
    }

    private async Task<HubLead[]> LeadsAsync(CancellationToken cancellation) =>
        [.. (await AllAsync("leads", "open", cancellation)).Select(HubLead.From)];

    private async Task<HubItem[]> ItemsAsync(CancellationToken cancellation) =>
        [.. (await AllAsync("items", "all", cancellation)).Select(HubItem.From)];

    /// <summary>Every row of a list, page after page.</summary>
    private async Task<List<JsonElement>> AllAsync(string list, string state, CancellationToken cancellation)
    {
        var rows = new List<JsonElement>();
        for (string? next = ""; next is not null;)
        {
            var after = next.Length == 0 ? "" : $"&after={Uri.EscapeDataString(next)}";
            var page = (await hub.GetAsync(eyes, $"{list}?state={state}&limit=500{after}", cancellation)).Body;
            rows.AddRange(HubJson.List(page, list));
            next = HubJson.Text(page, "next");
        }
        return rows;
    }

    private async Task ActOnAsync(HubLead lead, HubItem[] items, Instant now, CancellationToken cancellation)
    {
        if (scenario.LeadRules.FirstOrDefault(r => Matches(r, lead)) is not { } rule || now < lead.OpenedAt + rule.After) return;
        var body = new JsonObject { ["commandId"] = CommandId.Of(lead.Id, rule.Do, lead.OpenedAt) };
        if (rule.Reason is { } reason) body["reason"] = reason;
        if (rule.Do == "merge" && Same(lead, items) is { } target) body["into"] = target.Id;
        var answer = await hub.PostAsync(rule.As, $"leads/{lead.Id}/{rule.Do}", body, cancellation);
        var because = rule.Reason is null ? "" : $": {rule.Reason}";
        Tell(now, $"{rule.As} {Past(rule.Do)} the lead “{lead.Title}”{because}", lead.Id, answer);
    }

    private async Task ActOnAsync(HubItem item, Instant now, CancellationToken cancellation)
    {
        if (scenario.ItemRules.FirstOrDefault(r => Matches(r, item)) is not { } rule || now < item.Since + rule.After) return;
        var body = new JsonObject { ["commandId"] = CommandId.Of(item.Id, rule.Command, item.Since), ["command"] = rule.Command };
        Add(body, "reason", rule.Reason);
        Add(body, "assignee", rule.Assignee);
        Add(body, "photo", rule.Photo);
        Add(body, "condition", rule.Condition);
        Add(body, "outcome", rule.Outcome);
        var answer = await hub.PostAsync(rule.As, $"items/{item.Id}/commands", body, cancellation);
        Tell(now, $"{rule.As} does “{rule.Command}”", item.Id + rule.Command, answer);
    }

    /// <summary>What is refused is shown once, and asked again at every handshake: perhaps something else has to happen first.</summary>
    private void Tell(Instant now, string what, string subject, HubAnswer answer)
    {
        if (answer.IsSuccess) story.Tell(new StoryLine(now, StoryKind.Person, what + Standing(answer)));
        else if (refused.Add(subject)) story.Tell(new StoryLine(now, StoryKind.Refused, $"{what}. {answer.Reason}"));
    }

    /// <summary>The state of an answer's work item now.</summary>
    private string Standing(HubAnswer answer)
    {
        if (!answer.Body.TryGetProperty("item", out var listed)) return "";
        var item = HubItem.From(listed);
        return voice.IsNews(item) ? $" · {voice.Sentence(item)}" : "";
    }

    private static void Add(JsonObject body, string name, string? value)
    {
        if (value is not null) body[name] = value;
    }

    /// <summary>The open work item that a lead reports once more: same profile, class and grid.</summary>
    private static HubItem? Same(HubLead lead, HubItem[] items) =>
        items.FirstOrDefault(i => i.IsOpen && i.Profile == lead.Profile && i.Class == lead.Class && i.Grid == lead.Grid);

    private static bool Matches(LeadRule rule, HubLead lead) =>
        (rule.Rule is null || rule.Rule == lead.Rule) && (rule.From is null || lead.At >= rule.From)
            && (rule.Until is null || lead.At < rule.Until);

    private static bool Matches(ItemRule rule, HubItem item) =>
        rule.Profile == item.Profile && rule.State == item.State && (rule.Class is null || rule.Class == item.Class);

    private static string Past(string act) => act switch { "confirm" => "confirmed", "dismiss" => "dismissed", _ => "merged" };
}
