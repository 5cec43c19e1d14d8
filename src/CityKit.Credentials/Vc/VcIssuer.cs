using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CityKit.Credentials.Keys;
using CityKit.Credentials.SdJwt;
using NodaTime;

namespace CityKit.Credentials.Vc;

/// <summary>Issues verifiable credentials as SD-JWT VC (签发可验证凭证; draft-ietf-oauth-sd-jwt-vc-24).</summary>
/// <remarks>
/// For a department that gives people a credential they show in parts. It is pure and serves any thread; the key may be in a certified
/// module behind <see cref="ISigner"/>. It asks no register whether the claims are true, delivers nothing to a wallet, and revokes nothing:
/// put a status reference into the claims for that.
/// </remarks>
/// <example><code>
/// using var key = SigningKey.Create("2026-1");
/// using var phone = SigningKey.Create(); // the holder's; a wallet gives its public half alone
/// var claims = new VcClaims("https://credentials.example/resident", new JsonObject { ["name"] = "李雷", ["district"] = "市南区" })
/// {
///     Disclosable = [ClaimPath.Of("name"), ClaimPath.Of("district")],
///     Issuer = "https://city.example", IssuedAt = now, Expires = now + Duration.FromDays(365), HolderKey = phone.PublicKey,
/// };
/// var credential = VcIssuer.Issue(claims, key, random).ToString();
/// </code></example>
public static class VcIssuer
{
    /// <summary>Issues a credential with all its disclosures, for its holder.</summary>
    /// <param name="claims">The claims, and which of them are disclosable.</param>
    /// <param name="signer">The issuer's key.</param>
    /// <param name="random">Where salts and decoys come from; <see cref="RandomNumberGenerator.Create()"/> but in tests.</param>
    /// <param name="certificates">The certificates of <c>x5c</c> in base64 (DER), the signer's first; none by default.</param>
    /// <exception cref="ArgumentException">The type is empty; a claim is a property of <see cref="VcClaims"/>, or reserved; a path is to
    /// no claim.</exception>
    public static SdJwtToken Issue(VcClaims claims, ISigner signer, RandomNumberGenerator random,
        IReadOnlyList<string>? certificates = null)
    {
        ArgumentNullException.ThrowIfNull(claims);
        ArgumentException.ThrowIfNullOrEmpty(claims.Type, nameof(claims));
        if (claims.Claims.FirstOrDefault(claim => IsOurs(claim.Key)).Key is { } taken)
            throw new ArgumentException($"The claim '{taken}' is a property of its own.", nameof(claims));
        var content = new SdJwtClaims(PayloadOf(claims)) { Disclosable = claims.Disclosable, Decoys = claims.Decoys,
            HolderKey = claims.HolderKey };
        return SdJwtIssuer.Issue(content, signer, VcTypes.Token, random, certificates);
    }

    private static bool IsOurs(string name) =>
        name is "iat" || (VcTypes.Undisclosable.Contains(name) && name is not ("vct#integrity" or "aka_vcts"));

    private static JsonObject PayloadOf(VcClaims claims)
    {
        if (claims.Disclosable.FirstOrDefault(path => VcTypes.Undisclosable.Contains(path.Steps[0])) is { } path)
            throw new ArgumentException($"The claim {path} may not be selectively disclosed.", nameof(claims));
        var payload = new JsonObject { ["vct"] = claims.Type };
        if (claims.Issuer is { } issuer) payload["iss"] = issuer;
        AddTime(payload, "iat", claims.IssuedAt);
        AddTime(payload, "nbf", claims.NotBefore);
        AddTime(payload, "exp", claims.Expires);
        if (claims.Status is { } status)
            payload["status"] = new JsonObject { ["status_list"] = new JsonObject { ["idx"] = status.Index, ["uri"] = status.Uri } };
        foreach (var (name, value) in claims.Claims) payload[name] = value?.DeepClone();
        return payload;
    }

    private static void AddTime(JsonObject payload, string name, Instant? at)
    {
        if (at is { } time) payload[name] = time.ToUnixTimeSeconds();
    }
}
