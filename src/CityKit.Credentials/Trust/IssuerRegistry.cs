using System.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Trust;

/// <summary>The issuers that are trusted (签发方登记册), with their keys and what each may issue.</summary>
/// <remarks>
/// Verifiers take one. A token verifies by the key that its issuer had when it was signed, so that a change of keys leaves old tokens
/// valid. It is immutable and safe for several threads; keys are imported once, when first asked for. It fetches nothing: for another list
/// of issuers make another registry, and for gates without network a <see cref="TrustBundle"/>.
/// </remarks>
/// <example><code>
/// using var police = SigningKey.Create("2026-1");
/// var issuers = new IssuerRegistry([
///     new Issuer("https://police.example", [new IssuerKey(police.PublicKey, From: now)], ["https://credentials.example/id-card"]),
/// ]);
/// var verifier = new VcVerifier(issuers);
/// </code></example>
public sealed class IssuerRegistry : IIssuerKeys
{
    /// <summary>How far an issuer's clock may be off; 60 s.</summary>
    public static readonly Duration DefaultSkew = Duration.FromSeconds(60);

    private readonly Dictionary<string, (Issuer Issuer, ImportedKey[] Keys)> issuers;
    private readonly Duration skew;

    /// <summary>A registry of issuers.</summary>
    /// <param name="issuers">The issuers.</param>
    /// <param name="suites">The signatures that are accepted; ES256 alone unless given.</param>
    /// <param name="skew">How far an issuer's clock may be off; <see cref="DefaultSkew"/> unless given.</param>
    /// <exception cref="ArgumentException">Two issuers have one id, or one's id, keys or types are out of their ranges.</exception>
    public IssuerRegistry(IEnumerable<Issuer> issuers, SignatureSuites? suites = null, Duration? skew = null)
    {
        ArgumentNullException.ThrowIfNull(issuers);
        this.skew = skew ?? DefaultSkew;
        var accepted = suites ?? SignatureSuites.Default;
        this.issuers = new(StringComparer.Ordinal);
        foreach (var issuer in issuers)
        {
            Check(issuer);
            var keys = issuer.Keys.Select(key => new ImportedKey(key, accepted)).ToArray();
            if (!this.issuers.TryAdd(issuer.Id, (issuer, keys)))
                throw new ArgumentException($"The issuer '{issuer.Id}' is there twice.", nameof(issuers));
        }
    }

    /// <summary>The issuer of this id, letter by letter; null when it is not trusted.</summary>
    public Issuer? Find(string id) => issuers.TryGetValue(id, out var found) ? found.Issuer : null;

    /// <summary>The key by which an issuer signed at a time.</summary>
    /// <param name="issuer">The issuer's id.</param>
    /// <param name="keyId">The key's id (<c>kid</c>); null when the token names none, which serves while one key alone comes into
    /// question.</param>
    /// <param name="algorithm">The token's <c>alg</c>.</param>
    /// <param name="signedAt">When it was signed: the token's <c>iat</c>, which the caller has compared with the clock, or now when it
    /// has none.</param>
    /// <param name="problem">The check that failed: <c>issuer</c>, <c>key</c>, <c>algorithm</c> or <c>key-validity</c>.</param>
    /// <returns>The key, ready to verify, or null. It belongs to the registry: do not dispose it.</returns>
    public ISignatureVerifier? FindKey(string issuer, string? keyId, string algorithm, Instant signedAt, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(issuer);
        ArgumentNullException.ThrowIfNull(algorithm);
        var found = issuers.TryGetValue(issuer, out var entry) ? entry.Keys : null;
        problem = found is null ? UnknownIssuer(issuer) : null;
        if (found is null) return null;
        var key = keyId is null ? OnlyKey(found, signedAt) : Array.Find(found, one => one.Id == keyId);
        problem = key is null ? NoKey(issuer, keyId) : Problem(key, algorithm, signedAt);
        return problem is null ? key!.Verifier : null;
    }

    /// <summary>The key of a token's issuer, when it may issue that type. Certificates in the header are passed over.</summary>
    /// <inheritdoc/>
    public ISignatureVerifier? Find(in KeyQuery query, out CredentialProblem? problem)
    {
        problem = query.Issuer is null ? NoIssuer() : null;
        if (problem is not null) return null;
        var key = FindKey(query.Issuer!, query.Header.KeyId, query.Header.Algorithm, query.IssuedAt ?? query.At, out problem);
        if (key is null || query.CredentialType is not { } type || Find(query.Issuer!)!.MayIssue(type)) return key;
        problem = MayNotIssue(type);
        return null;
    }

    internal static CredentialProblem MayNotIssue(string type) => CredentialProblem.Of("issuer-type", "payload /vct",
        $"The issuer may not issue '{Cut(type)}'; the types are in the registry.", $"该签发方无权签发“{Cut(type)}”；可签发的类型见登记册。");

    internal static void Check(Issuer issuer)
    {
        Require(IsText(issuer.Id), issuer, $"an id of 1 to {Issuer.MaxText} bytes");
        Require(issuer.Keys.Count <= Issuer.MaxKeys, issuer, $"at most {Issuer.MaxKeys} keys");
        Require(issuer.Keys.DistinctBy(key => key.Key.Id).Count() == issuer.Keys.Count, issuer, "keys of different ids");
        Require(issuer.Keys.All(key => key.Key.Id is null || IsText(key.Key.Id)), issuer, $"ids of keys of 1 to {Issuer.MaxText} bytes");
        Require(issuer.Keys.All(key => !(key.Until <= key.From)), issuer, "keys that end after they begin");
        Require(issuer.Types.Count <= Issuer.MaxTypes, issuer, $"at most {Issuer.MaxTypes} types");
        Require(issuer.Types.All(IsText), issuer, $"types of 1 to {Issuer.MaxText} bytes");
        Require(issuer.Types.Distinct(StringComparer.Ordinal).Count() == issuer.Types.Count, issuer, "each type once");
    }

    internal static bool IsText(string text) =>
        text.Length > 0 && text.Length <= Issuer.MaxText && Encoding.UTF8.GetByteCount(text) <= Issuer.MaxText;

    private static void Require(bool holds, Issuer issuer, string allowed)
    {
        if (!holds) throw new ArgumentException($"The issuer '{issuer.Id}' must have {allowed}.", nameof(issuer));
    }

    private ImportedKey? OnlyKey(ImportedKey[] keys, Instant signedAt)
    {
        var signing = keys.Where(key => key.Key.SignsAt(signedAt, skew)).Take(2).ToArray();
        return signing.Length == 1 ? signing[0] : null;
    }

    private CredentialProblem? Problem(ImportedKey key, string algorithm, Instant signedAt) =>
        !key.Key.SignsAt(signedAt, skew) ? NotAtThatTime(key.Key, signedAt)
        : key.Verifier is null ? NotImported(key.Key)
        : key.Verifier.Algorithm != algorithm ? OtherAlgorithm(key, algorithm)
        : null;

    private static CredentialProblem NoIssuer() => CredentialProblem.Of("issuer", "payload /iss",
        "The token names no issuer; iss is needed.", "令牌未注明签发方（iss）。");

    private static CredentialProblem UnknownIssuer(string issuer) => CredentialProblem.Of("issuer", "payload /iss",
        $"The issuer '{Cut(issuer)}' is not in the registry; only issuers that are in it are trusted.",
        $"签发方“{Cut(issuer)}”不在登记册中；只信任登记在册的签发方。");

    private static CredentialProblem NoKey(string issuer, string? keyId) => keyId is null
        ? CredentialProblem.Of("key", "header",
            $"The token names no key, and the issuer '{issuer}' has not exactly one of that time; a kid is needed.",
            $"令牌未指明密钥（kid），而签发方“{issuer}”当时并非只有一个密钥。")
        : CredentialProblem.Of("key", "header kid", $"The issuer '{issuer}' has no key '{Cut(keyId)}'.",
            $"签发方“{issuer}”没有密钥“{Cut(keyId)}”。");

    private static CredentialProblem NotAtThatTime(IssuerKey key, Instant signedAt) => CredentialProblem.Of("key-validity", "header kid",
        $"The key '{key.Key.Id}' signs from {key.From} until {(key.Until is { } end ? $"{end}" : "further notice")}, not at {signedAt}.",
        $"密钥“{key.Key.Id}”的使用期为 {key.From} 至 {(key.Until is { } until ? $"{until}" : "另行通知")}，而签发时间为 {signedAt}。");

    private static CredentialProblem NotImported(IssuerKey key) => CredentialProblem.Of("key", "header kid",
        $"The key '{key.Key.Id}' on {key.Key.Curve} is not on its curve, or no accepted suite takes it.",
        $"密钥“{key.Key.Id}”（{key.Key.Curve}）不在其曲线上，或没有可用的算法套件。");

    private static CredentialProblem OtherAlgorithm(ImportedKey key, string algorithm) => CredentialProblem.Of("algorithm", "header alg",
        $"The token says {Cut(algorithm)}, but the key '{key.Id}' is for {key.Verifier!.Algorithm} alone.",
        $"令牌声明算法 {Cut(algorithm)}，但密钥“{key.Id}”只用于 {key.Verifier.Algorithm}。");

    private static string Cut(string text) => text.Length <= 64 ? text : $"{text[..64]}…";
}
