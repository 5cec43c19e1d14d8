using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using CityKit.Client.Alerts;
using CityKit.Client.Catalogues;
using CityKit.Client.Asking;
using CityKit.Client.Chains;
using CityKit.Client.Commands;
using CityKit.Client.Feed;
using CityKit.Client.Items;
using CityKit.Client.Json;
using CityKit.Client.Operations;
using CityKit.Client.Profiles;
using CityKit.Client.Residents;
using CityKit.Core;

namespace CityKit.Client;

/// <summary>A typed client of a hub's HTTP API.</summary>
/// <remarks>
/// For a program that is not in the hub's process; inside it, use <c>CityHub</c> itself. Safe to use from any thread, with one instance for
/// the process. A refusal of the hub is a value in the answer; what is no answer of a hub is an <see cref="HttpRequestException"/>. It does
/// not retry: give the same command id again, and it is done once. Devices do not use it; they send signed batches.
/// </remarks>
/// <param name="http">Has the hub's address (<c>https://…/citykit/v1/</c>, with the slash) and the header that signs in.</param>
/// <example><code>
/// http.BaseAddress = new Uri("https://hub.example/citykit/v1/"); // with the slash
/// http.DefaultRequestHeaders.Add("CityKit-Key", secret);
/// var city = new CityKitClient(http);
/// await foreach (var view in city.ItemsAsync(new ItemFilter { Words = "路灯", Grid = "370202" }))
/// {
///     var answer = await city.StepAsync(view.Item.Id, new Step($"urge-{view.Item.Id}", "urge"));
///     Console.WriteLine($"{view.Number}: {answer.Refusal?.Message.En ?? "urged"}");
/// }
/// </code></example>
public sealed class CityKitClient(HttpClient http)
{
    private readonly HubConnection hub = new(http ?? throw new ArgumentNullException(nameof(http)));

    /// <summary>Reports something; what comes back has the work item, as far as the reporter may see it.</summary>
    public Task<Answer<Done>> ReportAsync(Report report, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post("reports", report, ClientJson.Default.Report), cancellationToken);

    /// <summary>Opens a work item; what its cause opened already comes back.</summary>
    public Task<Answer<Done>> OpenAsync(Opening opening, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post("items", opening, ClientJson.Default.Opening), cancellationToken);

    /// <summary>A page of work items.</summary>
    /// <param name="filter">Which; null for the open ones.</param>
    /// <param name="after">What <see cref="Page{T}.Next"/> of the page before said; null for the first.</param>
    /// <param name="limit">How many at most, 1 to 1,000; 50 when it is null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer<Page<ItemView>>> ListItemsAsync(
        ItemFilter? filter = null, string? after = null, int? limit = null, CancellationToken cancellationToken = default) =>
        ListAsync(
            "items", "items", (filter ?? new ItemFilter()).Arguments(), ClientJson.Default.ItemView, after, limit, cancellationToken);

    /// <summary>Work items, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<ItemView> ItemsAsync(ItemFilter? filter = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListItemsAsync(filter, after, null, stop), cancellationToken);

    /// <summary>How many work items there are, of those that the caller may see.</summary>
    /// <param name="filter">Which; near, words and order do not count here. Null for the open ones.</param>
    /// <param name="digits">How many first digits of the unit grid make a group, 2 to 15; null for no groups by area.</param>
    /// <param name="by"><c>class</c>, <c>body</c>, <c>profile</c> or <c>status</c> for groups by that as well; null for none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<ItemCount> CountItemsAsync(
        ItemFilter? filter = null, int? digits = null, string? by = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("items/counts", "counts",
            (filter ?? new ItemFilter()).Arguments().With("digits", digits).With("by", by),
            ClientJson.Default.ItemCount, after, null, stop), cancellationToken);

    /// <summary>A work item with its tag; refused (<c>not-found</c>) when there is none or the caller may not see it.</summary>
    public Task<Answer<ItemView>> FindItemAsync(string id, CancellationToken cancellationToken = default) => hub.SendAsync(
        new HttpRequestMessage(HttpMethod.Get, $"items/{Uri.EscapeDataString(id)}"),
        (body, tag) => DoneOf(body, tag)?.Item, cancellationToken);

    /// <summary>One step of a work item.</summary>
    /// <param name="item">The item's id.</param>
    /// <param name="step">The step.</param>
    /// <param name="ifTag">The tag that it must still have, else the step is refused (<c>changed</c>); null for any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer<Done>> StepAsync(string item, Step step, string? ifTag = null, CancellationToken cancellationToken = default)
    {
        var request = HubConnection.Post($"items/{Uri.EscapeDataString(item)}/commands", step, ClientJson.Default.Step);
        if (ifTag is not null) request.Headers.TryAddWithoutValidation("If-Match", ifTag);
        return GiveAsync(request, cancellationToken);
    }

    /// <summary>The same step of up to 200 work items; one that is refused stops no other.</summary>
    /// <param name="items">The items' ids; one that is there twice is taken once.</param>
    /// <param name="step">The step; its id has at most 31 characters.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>An answer each, in order; or why none was looked at.</returns>
    public Task<Answer<IReadOnlyList<Answer<Done>>>> StepManyAsync(
        IReadOnlyCollection<string> items, Step step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(items);
        var body = JsonSerializer.SerializeToNode(step, ClientJson.Default.Step) ?? throw new ArgumentNullException(nameof(step));
        body["items"] = new JsonArray([.. items.Select(item => (JsonNode)item)]);
        return hub.SendAsync<IReadOnlyList<Answer<Done>>>(HubConnection.Post("items/steps", body, ClientJson.Default.JsonNode),
            (answered, _) => [.. answered.GetProperty("answers").EnumerateArray().Select(AnswerOf)], cancellationToken);
    }

    /// <summary>The steps that the caller may take on a work item now, with what each has to carry.</summary>
    /// <exception cref="RefusedException">It was refused: there is no such item, or the caller may not see it.</exception>
    public IAsyncEnumerable<AllowedStep> AllowedAsync(string item, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync($"items/{Uri.EscapeDataString(item)}/allowed", "steps", new Arguments(),
            ClientJson.Default.AllowedStep, after, null, stop), cancellationToken);

    /// <summary>What people call the profiles of which the caller sees something.</summary>
    /// <exception cref="RefusedException">It was refused.</exception>
    public IAsyncEnumerable<ProfileWords> ProfilesAsync(CancellationToken cancellationToken = default) => ReadAsync((after, stop) =>
        ListAsync("profiles", "profiles", new Arguments(), ClientJson.Default.ProfileWords, after, null, stop), cancellationToken);

    /// <summary>Texts that people use again and again, of the policy.</summary>
    /// <param name="use"><c>dismiss</c>, <c>comment</c>, <c>reason</c> or <c>reply</c>; null for all.</param>
    /// <param name="forClass">The class of what is written about; null for those for every class alone.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    public IAsyncEnumerable<ReadyAnswer> AnswersAsync(
        string? use = null, string? forClass = null, CancellationToken cancellationToken = default) => ReadAsync((after, stop) =>
        ListAsync("items/answers", "answers", new Arguments().With("for", use).With("class", forClass),
            ClientJson.Default.ReadyAnswer, after, null, stop), cancellationToken);

    /// <summary>The classes of the city's catalogues, its own included, read page by page.</summary>
    /// <param name="words">What the Chinese or English name contains; null for all classes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">It was refused.</exception>
    public IAsyncEnumerable<CityClass> ClassesAsync(string? words = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("classes", "classes", new Arguments().With("words", words),
            ClientJson.Default.CityClass, after, null, stop), cancellationToken);

    /// <summary>What people call the rules in force, read page by page.</summary>
    /// <exception cref="RefusedException">It was refused: the caller watches over no part of the city.</exception>
    public IAsyncEnumerable<RuleName> RuleNamesAsync(CancellationToken cancellationToken = default) => ReadAsync((after, stop) =>
        ListAsync("rules/names", "rules", new Arguments(), ClientJson.Default.RuleName, after, null, stop), cancellationToken);

    /// <summary>Where something comes from, link by link.</summary>
    /// <param name="kind"><c>alerts</c>, <c>leads</c> or <c>items</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<ChainLink> ExplainAsync(string kind, string id, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync($"{kind}/{Uri.EscapeDataString(id)}/explain", "chain", new Arguments(),
            ClientJson.Default.ChainLink, after, null, stop), cancellationToken);

    /// <summary>Has something decided again out of the journal alone, and compared; for duty leaders and administrators.</summary>
    /// <param name="kind"><c>alerts</c>, <c>leads</c> or <c>items</c>.</param>
    /// <param name="id">Its id.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer<ReplayProof>> ReplayAsync(string kind, string id, CancellationToken cancellationToken = default) =>
        hub.GetAsync($"{kind}/{Uri.EscapeDataString(id)}/replay", ClientJson.Default.ReplayProof, cancellationToken);

    /// <summary>What the caller is to do, what is due next first, read page by page.</summary>
    /// <param name="filter">Which of it; state, order and times of closing do not count here. Null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<ItemView> TasksAsync(ItemFilter? filter = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("items/tasks", "items", (filter ?? new ItemFilter()).OpenArguments(),
            ClientJson.Default.ItemView, after, null, stop), cancellationToken);

    /// <summary>How what the caller reported goes on, the latest first, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Progress> OwnReportsAsync(CancellationToken cancellationToken = default) => ReadAsync((after, stop) =>
        ListAsync("own/items", "items", new Arguments(), ClientJson.Default.Progress, after, null, stop), cancellationToken);

    /// <summary>Says how satisfied the caller is with how a matter ended that the caller reported.</summary>
    public Task<Answer<Done>> RateAsync(string item, Rating rating, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post($"items/{Uri.EscapeDataString(item)}/survey", rating, ClientJson.Default.Rating), cancellationToken);

    /// <summary>How a report goes on, by its code; no sign-in is needed.</summary>
    public Task<Answer<Progress>> FollowAsync(string code, CancellationToken cancellationToken = default) =>
        hub.GetAsync(Public(code, ""), ClientJson.Default.Progress, cancellationToken);

    /// <summary>The same as <see cref="RateAsync"/>, by the code of a report; no sign-in is needed.</summary>
    public Task<Answer<Done>> RateByCodeAsync(string code, Rating rating, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post(Public(code, "/survey"), rating, ClientJson.Default.Rating), cancellationToken);

    /// <summary>Has a matter taken up again, by the code of its report; no sign-in is needed.</summary>
    public Task<Answer<Done>> ReopenByCodeAsync(
        string code, string commandId, string reason, CancellationToken cancellationToken = default)
    {
        JsonNode body = new JsonObject { ["commandId"] = commandId, ["reason"] = reason };
        return GiveAsync(HubConnection.Post(Public(code, "/reopen"), body, ClientJson.Default.JsonNode), cancellationToken);
    }

    private static string Public(string code, string what) => $"public/follow/{Uri.EscapeDataString(code)}{what}";

    /// <summary>Devices with their health, by id, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Device> DevicesAsync(CancellationToken cancellationToken = default) => ReadAsync((after, stop) =>
        ListAsync("devices", "devices", new Arguments(), ClientJson.Default.Device, after, null, stop), cancellationToken);

    /// <summary>The sensors of a device or feed that count now, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<SensorState> SensorsAsync(string device, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("sensors", "sensors", new Arguments().With("device", device),
            ClientJson.Default.SensorState, after, null, stop), cancellationToken);

    /// <summary>What was not seen or could not be decided, the last first, read page by page.</summary>
    /// <param name="code">What it is, such as <c>blind</c>; null for all.</param>
    /// <param name="source">What its source starts with; null for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Finding> FindingsAsync(
        string? code = null, string? source = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("findings", "findings", new Arguments().With("code", code).With("source", source),
            ClientJson.Default.Finding, after, null, stop), cancellationToken);

    /// <summary>Leads, read page by page; the open ones when no filter is given.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Lead> LeadsAsync(AlertFilter? filter = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync(
            "leads", "leads", (filter ?? new AlertFilter()).Arguments(), ClientJson.Default.Lead, after, null, stop), cancellationToken);

    /// <summary>Opens the work item of a lead.</summary>
    public Task<Answer<Done>> ConfirmAsync(string commandId, string lead, CancellationToken cancellationToken = default) =>
        DecideAsync(lead, "confirm", new JsonObject { ["commandId"] = commandId }, cancellationToken);

    /// <summary>Dismisses a lead.</summary>
    /// <param name="commandId">The command's id.</param>
    /// <param name="lead">The lead's id.</param>
    /// <param name="reason">Why, in words; null when <paramref name="because"/> says enough.</param>
    /// <param name="because">One of the policy's reasons, where it lists any.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer<Done>> DismissAsync(
        string commandId, string lead, string? reason, string? because = null, CancellationToken cancellationToken = default)
    {
        var members = new JsonObject { ["commandId"] = commandId };
        if (reason is not null) members["reason"] = reason;
        if (because is not null) members["because"] = because;
        return DecideAsync(lead, "dismiss", members, cancellationToken);
    }

    /// <summary>Merges a lead into an open work item.</summary>
    public Task<Answer<Done>> MergeAsync(string commandId, string lead, string into, CancellationToken cancellationToken = default) =>
        DecideAsync(lead, "merge", new JsonObject { ["commandId"] = commandId, ["into"] = into }, cancellationToken);

    /// <summary>Merges a lead into another open one.</summary>
    public Task<Answer<Done>> MergeLeadsAsync(string commandId, string lead, string into, CancellationToken cancellationToken = default) =>
        DecideAsync(lead, "merge", new JsonObject { ["commandId"] = commandId, ["intoLead"] = into }, cancellationToken);

    /// <summary>The open leads, the most urgent first, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Lead> LeadQueueAsync(LeadFilter? filter = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync("leads/queue", "leads", (filter ?? new LeadFilter()).Arguments(),
            ClientJson.Default.Lead, after, null, stop), cancellationToken);

    /// <summary>Takes an open lead; refused (<c>taken</c>) when another has it.</summary>
    public Task<Answer<Done>> TakeAsync(string commandId, string lead, CancellationToken cancellationToken = default) =>
        DecideAsync(lead, "take", new JsonObject { ["commandId"] = commandId }, cancellationToken);

    /// <summary>Gives a lead back to the room.</summary>
    public Task<Answer<Done>> ReleaseAsync(string commandId, string lead, CancellationToken cancellationToken = default) =>
        DecideAsync(lead, "release", new JsonObject { ["commandId"] = commandId }, cancellationToken);

    /// <summary>Hands over at the end of a shift.</summary>
    public Task<Answer<Done>> HandOverAsync(Shift shift, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post("handovers", shift, ClientJson.Default.Shift), cancellationToken);

    /// <summary>Accepts a hand-over; refused (<c>already-accepted</c>) when somebody has.</summary>
    public Task<Answer<Done>> AcceptAsync(string commandId, string handOver, CancellationToken cancellationToken = default) =>
        GiveAsync(HubConnection.Post($"handovers/{Uri.EscapeDataString(handOver)}/accept",
            new JsonObject { ["commandId"] = commandId }, ClientJson.Default.JsonNode), cancellationToken);

    /// <summary>Hand-overs, read page by page.</summary>
    /// <param name="state"><c>open</c> (else), <c>accepted</c> or <c>all</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<HandOver> HandOversAsync(string? state = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync(
            "handovers", "handovers", new Arguments().With("state", state), ClientJson.Default.HandOver, after, null, stop),
            cancellationToken);

    /// <summary>Alerts, read page by page.</summary>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<Alert> AlertsAsync(AlertFilter? filter = null, CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync(
            "alerts", "alerts", (filter ?? new AlertFilter()).Arguments(), ClientJson.Default.Alert, after, null, stop),
            cancellationToken);

    /// <summary>Notifications after a position; asked again with what <see cref="NotificationPage"/> says, none is missed.</summary>
    /// <param name="position">What <see cref="NotificationPage.Position"/> of the page before says; null for the beginning.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Answer<NotificationPage>> NotificationsAsync(string? position = null, CancellationToken cancellationToken = default) =>
        hub.GetAsync($"notifications{new Arguments().With("position", position)}",
            ClientJson.Default.NotificationPage, cancellationToken);

    /// <summary>Gives a command by its name, one that a module declares for example.</summary>
    public Task<Answer<Done>> ExecuteAsync(Command command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return GiveAsync(HubConnection.Post($"commands/{command.Name}", command.Body, ClientJson.Default.JsonNode), cancellationToken);
    }

    /// <summary>Gives up to 100 commands, which are carried out in order; one that is refused stops no other.</summary>
    /// <returns>An answer each, in order; or why none was looked at.</returns>
    public Task<Answer<IReadOnlyList<Answer<Done>>>> ExecuteAsync(
        IReadOnlyCollection<Command> commands, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(commands);
        JsonNode body = new JsonArray(
            [.. commands.Select(command => new JsonObject { ["command"] = command.Name, ["body"] = command.Body.DeepClone() })]);
        return hub.SendAsync<IReadOnlyList<Answer<Done>>>(HubConnection.Post("commands", body, ClientJson.Default.JsonNode),
            (answered, _) => [.. answered.GetProperty("answers").EnumerateArray().Select(AnswerOf)], cancellationToken);
    }

    /// <summary>Asks a query by its name, one that a module declares for example; read page by page.</summary>
    /// <param name="query">The name, such as <c>parking/offers</c>.</param>
    /// <param name="arguments">Its arguments by name; null for none.</param>
    /// <param name="json">How a row is read.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="RefusedException">A page was refused.</exception>
    public IAsyncEnumerable<T> QueryAsync<T>(string query, IReadOnlyDictionary<string, string>? arguments, JsonTypeInfo<T> json,
        CancellationToken cancellationToken = default) =>
        ReadAsync((after, stop) => ListAsync(
            $"queries/{query}", "rows", new Arguments().With(arguments ?? new Dictionary<string, string>()), json, after, null, stop),
            cancellationToken);

    private Task<Answer<Done>> DecideAsync(
        string lead, string decision, JsonNode members, CancellationToken cancellationToken) => GiveAsync(
        HubConnection.Post($"leads/{Uri.EscapeDataString(lead)}/{decision}", members, ClientJson.Default.JsonNode), cancellationToken);

    private Task<Answer<Done>> GiveAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        hub.SendAsync(request, DoneOf, cancellationToken);

    private static Done? DoneOf(JsonElement body, string? tag) => body.Deserialize(ClientJson.Default.Done) is { } done
        ? done with { Item = done.Item is { } item ? item with { Tag = tag } : null }
        : null;

    private static Answer<Done> AnswerOf(JsonElement answer)
    {
        var body = answer.GetProperty("body");
        return answer.GetProperty("status").GetInt32() < 400
            ? new Answer<Done>(DoneOf(body, null), null)
            : new Answer<Done>(null, body.Deserialize(ClientJson.Default.Refusal));
    }

    private Task<Answer<Page<T>>> ListAsync<T>(string path, string rows, Arguments arguments, JsonTypeInfo<T> json,
        string? after, int? limit, CancellationToken cancellationToken) =>
        hub.SendAsync(new HttpRequestMessage(HttpMethod.Get, $"{path}{arguments.With("after", after).With("limit", limit)}"),
            (body, _) => new Page<T>(
                [.. body.GetProperty(rows).EnumerateArray().Select(row => row.Deserialize(json)!)], body.GetProperty("next").GetString()),
            cancellationToken);

    private static async IAsyncEnumerable<T> ReadAsync<T>(Func<string?, CancellationToken, Task<Answer<Page<T>>>> ask,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        string? after = null;
        do
        {
            var page = (await ask(after, cancellationToken).ConfigureAwait(false)).OrThrow();
            foreach (var row in page.Rows) yield return row;
            after = page.Next;
        }
        while (after is not null);
    }
}
