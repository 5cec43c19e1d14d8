using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>What a Status List Token says (状态列表令牌; draft 21): a list, where it is published, and for how long it counts. Immutable.</summary>
/// <param name="Uri">Where it is published; its <c>sub</c>, which a token's reference has to equal, letter by letter.</param>
/// <param name="List">The statuses.</param>
/// <param name="IssuedAt">When it was signed; its <c>iat</c>.</param>
/// <param name="ExpiresAt">From when it counts no longer; its <c>exp</c>.</param>
/// <param name="TimeToLive">How long a copy may be used before a fresh one is fetched; its <c>ttl</c>.</param>
public sealed record StatusListToken(string Uri, StatusList List, Instant IssuedAt, Instant? ExpiresAt = null, Duration? TimeToLive = null)
{
    /// <summary>Checks the entry of a token that has not itself expired: expiry outranks the status and is checked first.</summary>
    /// <param name="index">The token's index.</param>
    /// <param name="now">The time at which the verdict is to hold.</param>
    /// <param name="policy">How old the list may be.</param>
    public StatusAnswer Check(int index, Instant now, StatusPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        var cause = CauseAt(index, now, policy);
        return new StatusAnswer(cause, this, policy, index, cause == StatusCause.Listed ? List[index] : 0);
    }

    private StatusCause CauseAt(int index, Instant now, StatusPolicy policy)
    {
        if (IssuedAt > now + policy.Skew) return StatusCause.NotYet;
        if (now >= ExpiresAt + policy.Skew) return StatusCause.Expired;
        if (now - IssuedAt > policy.MaxAge) return StatusCause.TooOld;
        return (uint)index < (uint)List.Count ? StatusCause.Listed : StatusCause.NoIndex;
    }
}
