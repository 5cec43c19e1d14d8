using System.Collections.Concurrent;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>Checks whether credentials are revoked or suspended, by status lists that it fetches and keeps (状态列表缓存).</summary>
/// <remarks>
/// Keep one for the process. It is safe for several threads: of those that need the same list one fetches it. A list is used until its
/// <c>exp</c> or <c>ttl</c>; a fetch that fails leaves the list as it was, until the policy finds it too old. Ask only for tokens whose
/// signature was verified: the URI to fetch is the token's. Lists are kept by issuer and URI, so that no issuer's list speaks for another's
/// tokens. It verifies no presentation.
/// </remarks>
/// <example><code>
/// var lists = new StatusListCache(new HttpStatusListSource(http), issuers, time);
/// if (new VcVerifier(issuers).VerifyIssued(received, now, out var problem) is { } credential)
///     problem = await lists.CheckAsync(credential, new StatusPolicy(MaxAge: Duration.FromHours(24)), stopping);
/// Console.WriteLine(problem?.Message.En ?? "valid");
/// </code></example>
public sealed class StatusListCache
{
    private readonly ConcurrentDictionary<(string? Issuer, string Uri), StatusListEntry> entries = new();
    private readonly IStatusListSource source;
    private readonly IIssuerKeys keys;
    private readonly TimeProvider time;
    private readonly StatusCacheOptions options;

    /// <summary>A cache without lists.</summary>
    public StatusListCache(IStatusListSource source, IIssuerKeys keys, TimeProvider time, StatusCacheOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(time);
        if (options?.MaxLists < 1) throw new ArgumentException($"A cache keeps 1 list or more, not {options.MaxLists}.", nameof(options));
        (this.source, this.keys, this.time, this.options) = (source, keys, time, options ?? new StatusCacheOptions());
    }

    /// <summary>Checks the status of a verified token; waits for the network only when its list has to be fetched.</summary>
    /// <param name="issuer">The token's issuer, which signs its lists; null when it named none.</param>
    /// <param name="reference">The token's list and index.</param>
    /// <param name="policy">How old a list may be.</param>
    /// <param name="cancellation">Ends the wait, not the fetch: others may wait for it.</param>
    public ValueTask<StatusAnswer> CheckAsync(string? issuer, StatusReference reference, StatusPolicy policy,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(policy);
        var entry = EntryOf(issuer, reference.Uri);
        var (held, now) = (entry.Held, Now);
        var answer = held.Check(reference.Index, now, policy);
        if (!held.IsDue(now, answer.Verdict)) return new(answer);
        return CheckAfterAsync(FetchOnce(entry, held, issuer, reference.Uri).WaitAsync(cancellation), entry, reference.Index, policy);
    }

    /// <summary>Why the newest fetch of a list brought nothing; null when it did, or there was none.</summary>
    public CredentialProblem? ProblemOf(string? issuer, string uri) =>
        entries.TryGetValue((issuer, uri), out var entry) ? entry.Held.Problem : null;

    private Instant Now => Instant.FromDateTimeOffset(time.GetUtcNow());

    private Task FetchOnce(StatusListEntry entry, HeldStatusList seen, string? issuer, string uri) =>
        entry.FetchOnce(seen, before => FetchAsync(issuer, uri, before));

    private async ValueTask<StatusAnswer> CheckAfterAsync(Task fetch, StatusListEntry entry, int index, StatusPolicy policy)
    {
        await fetch.ConfigureAwait(false);
        return entry.Held.Check(index, Now, policy);
    }

    private async Task<HeldStatusList> FetchAsync(string? issuer, string uri, HeldStatusList held)
    {
        using var limit = new CancellationTokenSource(options.Timeout.ToTimeSpan(), time);
        var fetch = await source.FetchAsync(uri, limit.Token).ConfigureAwait(false);
        var problem = fetch.Problem;
        var now = Now;
        var list = fetch.Token is { } token ? StatusListToken.Verify(token, uri, issuer, keys, now, out problem) : null;
        return list is null ? held.After(problem!, now, options) : held.With(list, now, options);
    }

    private StatusListEntry EntryOf(string? issuer, string uri)
    {
        if (entries.TryGetValue((issuer, uri), out var entry)) return entry;
        if (entries.Count >= options.MaxLists) entries.TryRemove(entries.MinBy(one => one.Value.Held.FreshUntil).Key, out _);
        return entries.GetOrAdd((issuer, uri), static _ => new StatusListEntry());
    }
}
