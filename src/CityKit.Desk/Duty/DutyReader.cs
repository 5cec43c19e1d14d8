using CityKit.Client;
using CityKit.Client.Alerts;
using CityKit.Client.Items;
using CityKit.Client.Json;
using CityKit.Client.Profiles;
using CityKit.Core;
using CityKit.Desk.Access;

namespace CityKit.Desk.Duty;

/// <summary>Reads what the duty desk shows, by the hub's queries, as the signed-in person may see it.</summary>
internal sealed class DutyReader(DeskHub hub, DutyTexts texts)
{
    /// <summary>How many rows a page has.</summary>
    internal const int PageRows = 50;

    private const int NearMetres = 300;
    private const int NearMost = 20;

    /// <summary>One page of a list.</summary>
    internal async ValueTask<Answer<Page<DutyRow>>> ListAsync(DutyQuery asked, string? after, CancellationToken cancel)
    {
        await texts.RenewAsync();
        return await RowsAsync(asked, after, cancel);
    }

    private async ValueTask<Answer<Page<DutyRow>>> RowsAsync(DutyQuery asked, string? after, CancellationToken cancel) => asked.Show switch
    {
        DutyShow.Leads => Rows(await hub.ListAsync(
            LeadQuery(asked), LeadArguments(asked), ClientJson.Default.Lead, after, PageRows, cancel), texts.Row),
        DutyShow.Alerts => Rows(await hub.ListAsync(
            "alerts/list", AlertArguments(asked), ClientJson.Default.Alert, after, PageRows, cancel), texts.Row),
        _ => Rows(await hub.ListAsync(asked[DutyQuery.Mine] is null ? "items/list" : "items/tasks", ItemArguments(asked),
            ClientJson.Default.ItemView, after, PageRows, cancel), texts.Row),
    };

    /// <summary>One thing as it is now, of a work item with its history; null when the person may not see it.</summary>
    internal async ValueTask<DutyRow?> FindAsync(string key, CancellationToken cancel)
    {
        await texts.RenewAsync();
        var (kind, id) = key.Split(':', 2) is [var first, var second] ? (first, second) : ("", key);
        return kind switch
        {
            "lead" => await OneAsync("leads/find", id, ClientJson.Default.Lead, texts.Row, cancel),
            "alert" => await OneAsync("alerts/find", id, ClientJson.Default.Alert, texts.Row, cancel),
            "item" => await OneAsync("items/find", id, ClientJson.Default.ItemView, texts.Row, cancel),
            _ => null,
        };
    }

    /// <summary>The newest critical alert of some that rose just now; null when none is critical.</summary>
    internal async ValueTask<DutyRow?> CriticalAsync(IReadOnlySet<string> raised, CancellationToken cancel)
    {
        var newest = await hub.ListAsync("alerts/list", Newest, ClientJson.Default.Alert, null, PageRows, cancel);
        return newest.Value?.Rows.FirstOrDefault(alert => raised.Contains(alert.Id)) is { } found ? texts.Row(found) : null;
    }

    /// <summary>The steps of a work item, with what each asks for.</summary>
    internal async ValueTask<IReadOnlyList<AllowedStep>> AllowedAsync(string item, CancellationToken cancel) =>
        (await hub.ListAsync("items/allowed", With("id", item), ClientJson.Default.AllowedStep, limit: 200, cancellationToken: cancel))
            .Value?.Rows ?? [];

    /// <summary>Texts that people use again and again.</summary>
    internal async ValueTask<IReadOnlyList<ReadyAnswer>> AnswersAsync(string? forClass, CancellationToken cancel) =>
        (await hub.ListAsync("items/answers", forClass is null ? None : With("class", forClass), ClientJson.Default.ReadyAnswer,
            limit: 200, cancellationToken: cancel)).Value?.Rows ?? [];

    /// <summary>What a lead or an alert may be merged into: open items near it, open leads of its class; open alerts of its rule.</summary>
    internal async Task<IReadOnlyList<StepChoice>> NearAsync(DutyRow row, CancellationToken cancel) => row.Thing switch
    {
        Lead lead =>
        [
            .. await ChoicesAsync(DutyShow.Items, PlaceOf(lead.Subject), row, cancel),
            .. await ChoicesAsync(DutyShow.Leads, With("class", lead.Class), row, cancel),
        ],
        Alert alert => await ChoicesAsync(DutyShow.Alerts, With("rule", alert.Rule), row, cancel),
        ItemView { Item.Place: { } place } => await ChoicesAsync(DutyShow.Items, PlaceOf(place), row, cancel),
        _ => [],
    };

    private async Task<IEnumerable<StepChoice>> PickAsync(DutyQuery query, DutyRow not, CancellationToken cancel) =>
        ((await ListAsync(query, null, cancel)).Value?.Rows ?? []).Where(other => other.Key != not.Key).Take(NearMost)
            .Select(other => new StepChoice(other.Key, $"{other.Title} · {other.Place} · {other.State}"));

    private async Task<IReadOnlyList<StepChoice>> ChoicesAsync(
        DutyShow show, IReadOnlyDictionary<string, string> filters, DutyRow not, CancellationToken cancel)
    {
        var query = DutyQuery.Parse($"?show={DutyQuery.WordOf(show)}");
        foreach (var (name, value) in filters) query = query with { Filters = query.Filters.SetItem(name, value) };
        return [.. await PickAsync(query, not, cancel)];
    }

    private static IReadOnlyDictionary<string, string> None { get; } = new Dictionary<string, string>();

    private static IReadOnlyDictionary<string, string> Newest { get; } =
        new Dictionary<string, string> { ["severity"] = "critical", ["order"] = "-at" };

    private static IReadOnlyDictionary<string, string> PlaceOf(Place place) => place is { Longitude: { } longitude, Latitude: { } latitude }
        ? With("near", FormattableString.Invariant($"{longitude},{latitude},{NearMetres}"))
        : place.Grid is { } grid ? With("grid", grid) : None;

    private async ValueTask<DutyRow?> OneAsync<T>(string query, string id, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> json,
        Func<T, DutyRow> row, CancellationToken cancel) =>
        (await hub.ListAsync(query, With("id", id), json, limit: 1, cancellationToken: cancel)).Value?.Rows is [var found] ? row(found)
            : null;

    private static Answer<Page<DutyRow>> Rows<T>(Answer<Page<T>> answer, Func<T, DutyRow> row) =>
        new(answer.Value is { } page ? new Page<DutyRow>([.. page.Rows.Select(row)], page.Next) : null, answer.Refusal);

    private static Dictionary<string, string> With(string name, string value) => new() { [name] = value };

    /// <summary>Those that wait come in the order in which they are to be seen to.</summary>
    private static string LeadQuery(DutyQuery asked) => asked["state"] is null or "open" ? "leads/queue" : "leads/list";

    private Dictionary<string, string> LeadArguments(DutyQuery asked)
    {
        var arguments = Plain(asked, "takenBy");
        if (LeadQuery(asked) == "leads/queue") arguments.Remove("state");
        else (arguments["order"], _) = ("-at", arguments.Remove("severity"));
        return arguments;
    }

    private Dictionary<string, string> AlertArguments(DutyQuery asked)
    {
        var arguments = Plain(asked, "assignee");
        arguments.TryAdd("state", "open");
        arguments.TryAdd("order", "-at");
        return arguments;
    }

    private Dictionary<string, string> ItemArguments(DutyQuery asked)
    {
        var arguments = Plain(asked, null);
        if (asked[DutyQuery.Mine] is null) arguments.TryAdd("order", "-reported");
        else foreach (var name in (string[])["state", "order"]) arguments.Remove(name);
        return arguments;
    }

    private Dictionary<string, string> Plain(DutyQuery asked, string? mine)
    {
        var arguments = asked.Filters.Remove(DutyQuery.Mine).ToDictionary();
        if (asked[DutyQuery.Mine] is not null && mine is not null) arguments[mine] = texts.Me;
        return arguments;
    }
}
