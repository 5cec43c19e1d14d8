using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Desk.Access;
using CityKit.Desk.Operations.Rows;
using CityKit.Desk.Shell;
using CityKit.Desk.Words;
using CityKit.Documents;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Operations;

/// <summary>
/// What all pages for operations have: they ask the hub by what the address says, and show what it refuses as it says it. A page answers
/// with a refusal's status and never breaks at rubbish in its address.
/// </summary>
public abstract class OpsPage : ComponentBase
{
    private protected static readonly LocalDateTimePattern InFields =
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu'-'MM'-'dd'T'HH':'mm");

    /// <summary>The hub, as the person may see it.</summary>
    [Inject] public required DeskHub Hub { get; set; }

    /// <summary>How the person sees the desk.</summary>
    [CascadingParameter] public required DeskView View { get; set; }

    /// <summary>The request.</summary>
    [CascadingParameter] public required HttpContext Context { get; set; }

    /// <summary>Why there is nothing to see; null when there is.</summary>
    protected Refusal? Refusal { get; private set; }

    /// <summary>Where the next page begins; null when this is the last.</summary>
    protected string? Next { get; private set; }

    /// <summary>What the address says of something; null for nothing.</summary>
    protected string? Asked(string name) => Context.Request.Query[name].ToString() is { Length: > 0 } text ? text.Trim() : null;

    /// <summary>What the address says of some arguments of a query.</summary>
    private protected Dictionary<string, string> Arguments(params ReadOnlySpan<string> names)
    {
        var arguments = new Dictionary<string, string>();
        foreach (var name in names)
            if (Asked(name) is { } value) arguments[name] = name is "from" or "until" ? InUtc(value) : value;
        return arguments;
    }

    /// <summary>A page of rows, from where the address says.</summary>
    private protected async Task<IReadOnlyList<T>> ListAsync<T>(
        string query, Dictionary<string, string> arguments, JsonTypeInfo<T> row, int limit = 50)
    {
        var after = Asked("after");
        if (after is { } cursor && DocumentCursor.Parse(cursor) is null)
        {
            Refuse(OperationsRefusals.NoCursor(cursor));
            return [];
        }
        var answer = await AskAsync(() => Hub.ListAsync(query, arguments, row, after, limit, Context.RequestAborted));
        Next = answer?.Next;
        return answer?.Rows ?? [];
    }

    /// <summary>The first rows of another query that goes by the address too: what it refuses, the page does.</summary>
    private protected async Task<IReadOnlyList<T>> ListedAsync<T>(
        string query, Dictionary<string, string> arguments, JsonTypeInfo<T> row, int limit) =>
        (await AskAsync(() => Hub.ListAsync(query, arguments, row, null, limit, Context.RequestAborted)))?.Rows ?? [];

    /// <summary>Rows beside those of the page: a refusal of theirs leaves them out and nothing else.</summary>
    private protected async Task<IReadOnlyList<T>> BesideAsync<T>(
        string query, Dictionary<string, string> arguments, JsonTypeInfo<T> row, int limit = 50)
    {
        var answer = await Hub.ListAsync(query, arguments, row, null, limit, Context.RequestAborted);
        return answer.Value?.Rows ?? [];
    }

    /// <summary>The one row of a query.</summary>
    private protected async Task<T?> FindAsync<T>(string query, Dictionary<string, string> arguments, JsonTypeInfo<T> row) where T : class
    {
        var answer = await AskAsync(() => Hub.ListAsync(query, arguments, row, null, 1, Context.RequestAborted));
        return answer?.Rows.FirstOrDefault();
    }

    /// <summary>The hub's clock.</summary>
    private protected async Task<Instant> NowAsync() =>
        (await BesideAsync("journal/state", [], OperationsJson.Default.JournalState, 1)).FirstOrDefault()?.Now ?? Instant.MinValue;

    /// <summary>Shows why there is nothing to see.</summary>
    protected void Refuse(Refusal refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        Refusal ??= refusal;
        PageStatus.Set(Context, StatusOf(refusal));
    }

    private static int StatusOf(Refusal refusal) => refusal.Code switch
    {
        "wrong-role" => StatusCodes.Status403Forbidden,
        "not-found" => StatusCodes.Status404NotFound,
        OperationsRefusals.UnreadCode => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status400BadRequest,
    };

    private async Task<Client.Page<T>?> AskAsync<T>(Func<ValueTask<Client.Answer<Client.Page<T>>>> ask)
    {
        try
        {
            var answer = await ask();
            if (answer.Refusal is { } refusal) Refuse(refusal);
            return answer.Value;
        }
        catch (IOException)
        {
            Refuse(OperationsRefusals.Unread);
            return null;
        }
    }

    /// <summary>
    /// A moment of a field, by the city's clock, as the hub takes it; anything else as it is, so that the hub says what is wrong.
    /// </summary>
    private static string InUtc(string text) => InFields.Parse(text) is { Success: true, Value: var local }
        ? InstantPattern.ExtendedIso.Format(local.InZoneLeniently(WorkCalendar.Zone).ToInstant()) : text;
}
