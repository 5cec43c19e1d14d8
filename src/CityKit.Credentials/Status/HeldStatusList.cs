using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>What the cache holds of one list. Immutable.</summary>
/// <param name="List">The list; null before the first fetch that succeeded.</param>
/// <param name="FreshUntil">From when it is fetched again.</param>
/// <param name="RetryFrom">From when it is fetched again although it is fresh, because it is too old for a policy.</param>
/// <param name="Problem">Why the newest fetch brought nothing.</param>
internal sealed record HeldStatusList(StatusListToken? List, Instant FreshUntil, Instant RetryFrom, CredentialProblem? Problem)
{
    internal static HeldStatusList Nothing { get; } = new(null, Instant.MinValue, Instant.MinValue, null);

    internal StatusAnswer Check(int index, Instant now, StatusPolicy policy) =>
        List?.Check(index, now, policy) ?? new StatusAnswer(Problem);

    internal bool IsDue(Instant now, StatusVerdict verdict) => now >= FreshUntil || (verdict == StatusVerdict.Stale && now >= RetryFrom);

    /// <summary>After a fetch that failed: the list stays.</summary>
    internal HeldStatusList After(CredentialProblem problem, Instant now, StatusCacheOptions options) =>
        new(List, now + options.RetryAfter, now + options.RetryAfter, problem);

    /// <summary>After a fetch that succeeded; a list that is older than the one held is refused, as it may have been put back.</summary>
    internal HeldStatusList With(StatusListToken list, Instant now, StatusCacheOptions options)
    {
        if (list.IssuedAt < List?.IssuedAt) return After(Older(list, List), now, options);
        var (live, retry) = (now + (list.TimeToLive ?? options.TimeToLive), now + options.RetryAfter);
        var fresh = list.ExpiresAt < live ? list.ExpiresAt.Value : live;
        return new(list, Instant.Max(fresh, retry), retry, null); // a tiny ttl, or an end in the skew, must not fetch at every check
    }

    private static CredentialProblem Older(StatusListToken list, StatusListToken held) =>
        CredentialProblem.Of("older", "status list payload /iat",
        $"The list that was fetched is of {list.IssuedAt}, older than the current one of {held.IssuedAt}, which stays.",
        $"取到的列表签发于 {list.IssuedAt}，早于现有列表（{held.IssuedAt}），仍使用现有列表。");
}
