using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>What a Status List Token says (状态列表令牌; draft 21): a list, where it is published, and for how long it counts.
/// Immutable.</summary>
/// <param name="Uri">Where it is published; its <c>sub</c>, which a token's reference has to equal, letter by letter.</param>
/// <param name="List">The statuses.</param>
/// <param name="IssuedAt">When it was signed; its <c>iat</c>.</param>
/// <param name="ExpiresAt">From when it counts no longer; its <c>exp</c>.</param>
/// <param name="TimeToLive">How long a copy may be used before a fresh one is fetched; its <c>ttl</c>, above zero.</param>
/// <example><code>
/// var statuses = new StatusListBuilder(bits: 2, count: 1_000_000);
/// statuses[4711] = 1; // revoked
/// var list = new StatusListToken("https://issuer.example/lists/1", statuses.Build(), now, ExpiresAt: now + Duration.FromDays(1));
/// var token = list.Sign(signer);
/// </code></example>
public sealed record StatusListToken(string Uri, StatusList List, Instant IssuedAt, Instant? ExpiresAt = null, Duration? TimeToLive = null)
{
    /// <summary>Its <c>typ</c>.</summary>
    public const string MediaType = "statuslist+jwt";

    /// <summary>The most characters of a token, 8 Mi: enough for a list of <see cref="StatusList.MaxBytes"/> that cannot be
    /// compressed.</summary>
    public const int MaxCharacters = 8 << 20;

    /// <summary>Signs it.</summary>
    /// <returns>The token in its compact form.</returns>
    /// <exception cref="ArgumentException">It has no URI, or ends before it begins.</exception>
    public string Sign(ISigner signer)
    {
        ArgumentNullException.ThrowIfNull(signer);
        if (Uri.Length is 0 or > StatusReference.MaxUri)
            throw new ArgumentException($"A list's URI has 1 to {StatusReference.MaxUri} characters, not {Uri.Length}.");
        if (ExpiresAt <= IssuedAt) throw new ArgumentException($"A list expires after it is issued, not at {ExpiresAt}.");
        if (TimeToLive < Duration.FromSeconds(1)) throw new ArgumentException($"A list's time to live is 1 s or more, not {TimeToLive}.");
        return JwsWriter.Sign(signer, MediaType, StatusListClaims.Write(this));
    }

    /// <summary>Reads and verifies a token. Nothing is inflated before its signature was found good.</summary>
    /// <param name="token">The token in its compact form.</param>
    /// <param name="uri">Where it was fetched, as the reference has it.</param>
    /// <param name="issuer">The issuer of the token whose status is asked: it signs its lists itself. Null when it named none, and its
    /// certificates alone say who it is.</param>
    /// <param name="keys">The keys of issuers.</param>
    /// <param name="now">The time.</param>
    /// <param name="problem">The check that failed, and on which part.</param>
    /// <param name="skew">How far the issuer's clock may be off; 60 s unless given.</param>
    /// <returns>What it says, or null.</returns>
    public static StatusListToken? Verify(string token, string uri, string? issuer, IIssuerKeys keys, Instant now,
        out CredentialProblem? problem, Duration? skew = null)
    {
        ArgumentNullException.ThrowIfNull(uri);
        ArgumentNullException.ThrowIfNull(keys);
        if (Jws.Read(token, StatusListClaims.Part, new JwsLimits { Characters = MaxCharacters }, out problem) is not { } jws) return null;
        if (StatusListClaims.Read(jws, out problem) is not { } claims) return null;
        problem = claims.Problem(uri, now, skew ?? Duration.FromSeconds(60))
            ?? SignatureProblem(jws, new KeyQuery(jws.Header, issuer, null, now, claims.IssuedAt), keys);
        return problem is null ? claims.Inflate(out problem) : null;
    }

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

    private static CredentialProblem? SignatureProblem(Jws jws, in KeyQuery query, IIssuerKeys keys) =>
        keys.Find(query, out var problem) is { } key ? jws.Verify(key) : problem ?? StatusListClaims.NoKey(query.Issuer);

    private StatusCause CauseAt(int index, Instant now, StatusPolicy policy)
    {
        if (IssuedAt > now + policy.Skew) return StatusCause.NotYet;
        if (now >= ExpiresAt + policy.Skew) return StatusCause.Expired;
        if (now - IssuedAt > policy.MaxAge) return StatusCause.TooOld;
        return (uint)index < (uint)List.Count ? StatusCause.Listed : StatusCause.NoIndex;
    }
}
