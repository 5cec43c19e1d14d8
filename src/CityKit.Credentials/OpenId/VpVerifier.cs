using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Text;
using CityKit.Credentials.SdJwt;
using CityKit.Credentials.Tokens;
using CityKit.Credentials.Vc;
using NodaTime;

namespace CityKit.Credentials.OpenId;

/// <summary>Verifies what wallets answer (OpenID4VP 1.0, 8): decrypted with the session's key, each presentation verified for this client
/// and nonce, the query satisfied; the nonce is used up last. Safe to use from several threads at once.</summary>
/// <remarks>The status of a credential is a question of its own, as with <see cref="VcVerifier"/>.</remarks>
public sealed class VpVerifier
{
    /// <summary>The largest answer, in characters; 1 Mi.</summary>
    public const int MaxCharacters = 1 << 20;

    /// <summary>The most presentations in one answer.</summary>
    public const int MaxPresentations = 32;

    private const int MaxHeader = 16 << 10;
    private const int MaxErrorCharacters = 1024;
    private const int Depth = 8;

    private readonly VcVerifier verifier;
    private readonly INonceRegister nonces;

    /// <summary>A verifier.</summary>
    /// <param name="issuers">Whose signatures are believed.</param>
    /// <param name="nonces">Where the nonces of sessions are used up.</param>
    /// <param name="policy">What is accepted of credentials; <see cref="VcPolicy.Default"/> by default.</param>
    public VpVerifier(IIssuerKeys issuers, INonceRegister nonces, VcPolicy? policy = null)
    {
        ArgumentNullException.ThrowIfNull(nonces);
        (verifier, this.nonces) = (new VcVerifier(issuers, policy), nonces);
    }

    /// <summary>Verifies the form field <c>response</c> that a wallet posted.</summary>
    /// <param name="session">The session that it answers.</param>
    /// <param name="response">An encrypted token (JWE) in its compact form.</param>
    /// <param name="at">The time.</param>
    /// <param name="problem">Which check failed on which part; null when the answer is good, credentials or the wallet's error.</param>
    /// <returns>The answer; null when it is refused.</returns>
    public VpAnswer? Verify(PresentationSession session, string response, Instant at, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(response);
        if (Open(session, response, out problem) is not { } json) return null;
        if (json.Find("error") is not null)
            return RefusedBy(session, Text(json, "error") ?? "", Text(json, "error_description"), Text(json, "state"), out problem);
        problem = StateProblem(session, Text(json, "state"));
        return problem is null ? Verify(session, json, at, out problem) : null;
    }

    /// <summary>Takes the form fields of a wallet that posted an error without encryption; the nonce stays open.</summary>
    /// <param name="session">The session that it answers.</param>
    /// <param name="error">The field <c>error</c>.</param>
    /// <param name="description">The field <c>error_description</c>; null when there is none.</param>
    /// <param name="state">The field <c>state</c>; null when there is none.</param>
    /// <param name="problem">What is wrong with it; null when it is an error of this session.</param>
    /// <returns>The answer, with its error; null when it is refused.</returns>
    public static VpAnswer? RefusedBy(PresentationSession session, string error, string? description, string? state,
        out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(error);
        problem = StateProblem(session, state) ?? ErrorProblem("error", error, isRequired: true)
            ?? ErrorProblem("error_description", description ?? "", isRequired: false);
        return problem is null ? new VpAnswer(new WalletError(error, description)) : null;
    }

    private static JsonValue? Open(PresentationSession session, string response, out CredentialProblem? problem)
    {
        if (CompactJwe.Read(response, MaxCharacters, MaxHeader, out problem) is not { } token
            || session.Key.Decrypt(token, out problem) is not { } content) return null;
        var json = JsonText.Parse(content, new JsonLimits { Bytes = MaxCharacters, Depth = Depth }, out var error);
        problem = error is not null ? TokenProblem.Json("response", error)
            : json!.Kind != JsonKind.Object ? TokenProblem.Form("response", json.Shown, TokenForms.Object) : null;
        return problem is null ? json : null;
    }

    private VpAnswer? Verify(PresentationSession session, JsonValue json, Instant at, out CredentialProblem? problem)
    {
        var tokens = json.Find("vp_token")?.Value;
        problem = FormProblem(session.Query, tokens);
        if (problem is not null) return null;
        var credentials = new Dictionary<string, IReadOnlyList<VerifiedVc>>(StringComparer.Ordinal);
        foreach (var member in tokens!.Members)
        {
            if (VerifyAll(session, member, at, out problem) is not { } verified) return null;
            credentials[member.Name] = verified;
        }
        problem = DcqlMatch.Check(session.Query, credentials)
            ?? (nonces.TryUse(session.Nonce, at) ? null : VpProblem.NonceUsed());
        return problem is null ? new VpAnswer(credentials) : null;
    }

    private List<VerifiedVc>? VerifyAll(PresentationSession session, JsonMember member, Instant at, out CredentialProblem? problem)
    {
        var request = new PresentationRequest(session.ClientId, session.Nonce);
        var verified = new List<VerifiedVc>();
        problem = null;
        foreach (var token in member.Value.Items)
        {
            if (verifier.VerifyPresentation(token.Text, request, at, out var wrong) is { } credential) verified.Add(credential);
            else problem = wrong! with { Part = $"vp_token {member.Name} {verified.Count + 1}: {wrong.Part}" };
            if (problem is not null) return null;
        }
        return verified;
    }

    /// <summary>What is wrong with the form and the counts, before any signature is looked at.</summary>
    private static CredentialProblem? FormProblem(DcqlQuery query, JsonValue? tokens)
    {
        if (tokens?.Kind != JsonKind.Object)
            return TokenProblem.Form("vp_token", tokens?.Shown ?? TokenForms.Nothing,
                new("以查询编号为名的数组对象", "an object of arrays by the query's ids"));
        if (tokens.Members.Sum(member => member.Value.Items.Count) > MaxPresentations) return VpProblem.ManyPresentations(MaxPresentations);
        return tokens.Members.Select(member => FormProblem(query, member)).FirstOrDefault(problem => problem is not null);
    }

    private static CredentialProblem? FormProblem(DcqlQuery query, JsonMember member) => query.Find(member.Name) switch
    {
        null => VpProblem.NotAsked(member.Name),
        { Format: not VcTypes.Token and var format } => VpProblem.OtherFormat(member.Name, format),
        _ when member.Value.Items.Count == 0 || member.Value.Items.Any(item => item.Kind != JsonKind.String) =>
            TokenProblem.Form($"vp_token {member.Name}", member.Value.Shown, TokenForms.Texts),
        { IsMultiple: false } when member.Value.Items.Count > 1 => VpProblem.TooMany(member.Name, member.Value.Items.Count),
        _ => null,
    };

    private static CredentialProblem? StateProblem(PresentationSession session, string? state) =>
        state is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(state), Encoding.UTF8.GetBytes(session.State))
            ? null : VpProblem.State();

    private static CredentialProblem? ErrorProblem(string part, string text, bool isRequired)
    {
        if (text.Length > MaxErrorCharacters) return TokenProblem.Size(part, text.Length, MaxErrorCharacters);
        var isGood = text.All(letter => letter is >= ' ' and <= '~' and not ('"' or '\\')) && (!isRequired || text.Length > 0);
        return isGood ? null : TokenProblem.Form(part, TokenForms.OtherValue,
            new("不含引号的 ASCII 可见文本", "a text of visible ASCII without quotes"));
    }

    private static string? Text(JsonValue json, string name) =>
        json.Find(name)?.Value is { Kind: JsonKind.String } value ? value.Text : null;
}
