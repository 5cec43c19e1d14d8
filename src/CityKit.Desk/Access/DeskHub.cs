using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Client;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Modules;
using CityKit.Storage;
using Microsoft.AspNetCore.Components.Authorization;

namespace CityKit.Desk.Access;

/// <summary>
/// The hub as the signed-in person may see and use it: its declared queries and commands, and nothing else. One for each request or
/// open page.
/// </summary>
public sealed class DeskHub(CityHub hub, AuthenticationStateProvider people, TimeProvider clock)
{
    /// <summary>The name by which the hub was added (<c>AddCityKit(name, ...)</c>); empty for the one without.</summary>
    public string Name { get; internal init; } = "";

    /// <summary>Who is signed in.</summary>
    public async ValueTask<Actor> ActorAsync() =>
        ActorClaims.ToActor((await people.GetAuthenticationStateAsync().ConfigureAwait(false)).User)
            ?? new Actor("unknown", "", new HashSet<Role>());

    /// <summary>What they may see and do.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<ActorView> ViewAsync(CancellationToken cancellationToken = default) =>
        await hub.ViewAsync(await ActorAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Asks one page of a query.</summary>
    /// <param name="query">Its name, such as <c>leads/list</c>.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="row">How a row is read.</param>
    /// <param name="after">What <see cref="Page{T}.Next"/> of the page before said; null for the first.</param>
    /// <param name="limit">How many rows at most, 1 to 1,000.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<Answer<Page<T>>> ListAsync<T>(string query, IReadOnlyDictionary<string, string> arguments, JsonTypeInfo<T> row,
        string? after = null, int limit = 50, CancellationToken cancellationToken = default)
    {
        var answer = await AskAsync(query, arguments, after, limit, cancellationToken).ConfigureAwait(false);
        return answer.Refusal is { } refusal ? new(null, refusal)
            : new(new Page<T>([.. answer.Rows.Select(bytes => JsonSerializer.Deserialize(bytes.Span, row)!)], answer.Next?.ToString()),
                null);
    }

    /// <summary>Asks a query as it is: rows of JSON, or one piece.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async ValueTask<QueryAnswer> AskAsync(string query, IReadOnlyDictionary<string, string> arguments, string? after = null,
        int limit = 50, CancellationToken cancellationToken = default) => await hub.QueryAsync(query, arguments,
            await ActorAsync().ConfigureAwait(false), after is null ? null : DocumentCursor.Parse(after), limit,
                cancellationToken).ConfigureAwait(false);

    /// <summary>An id for a command, which no other has: a command that is sent again has the same, and is carried out once.</summary>
    /// <remarks>24 characters: the same step of many things leaves no room for more.</remarks>
    public static string NewCommandId() => Guid.NewGuid().ToString("n")[..24];

    /// <summary>Carries out a command.</summary>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> DoAsync(HubCommand command, CancellationToken cancellationToken = default) =>
        await hub.ExecuteAsync(command, await ActorAsync().ConfigureAwait(false), cancellationToken).ConfigureAwait(false);

    /// <summary>Carries out a declared command out of its JSON.</summary>
    /// <param name="name">Its name, such as <c>leads/confirm</c>.</param>
    /// <param name="utf8Json">The command as one object.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public ValueTask<CommandAnswer> DoAsync(string name, ReadOnlySpan<byte> utf8Json, CancellationToken cancellationToken = default)
    {
        var (command, refusal) = hub.ReadCommand(name, utf8Json);
        return command is null ? ValueTask.FromResult(new CommandAnswer(refusal, null, null)) : DoAsync(command, cancellationToken);
    }

    /// <summary>Where notifications end now.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public ValueTask<FeedPosition> EndAsync(CancellationToken cancellationToken = default) => hub.ReadFeedEndAsync(cancellationToken);

    /// <summary>
    /// Notifications as far as the person may see them: the first at once, and then those of a second together; an empty page after 15 s
    /// without one. All who listen read on at whole seconds, so that the hub reads the same page for all of them once.
    /// </summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    public async IAsyncEnumerable<FeedPage> ListenAsync(
        FeedPosition after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var pages = hub.ListenAsync(after, await ActorAsync().ConfigureAwait(false), TimeSpan.FromSeconds(15), cancellationToken);
        await foreach (var page in pages.ConfigureAwait(false))
        {
            yield return page;
            if (!page.IsFull) await Task.Delay(ToWholeSecond(), clock, cancellationToken).ConfigureAwait(false);
        }
    }

    private TimeSpan ToWholeSecond() => TimeSpan.FromTicks(TimeSpan.TicksPerSecond - clock.GetUtcNow().Ticks % TimeSpan.TicksPerSecond);

    /// <summary>The hub itself, for reads that it has as methods of its own: readings, evidence, personal data.</summary>
    public CityHub Hub => hub;
}
