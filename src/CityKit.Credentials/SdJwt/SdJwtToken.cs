using System.Text;
using System.Text.Json;
using CityKit.Core.Text;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>An SD-JWT in its parts (选择性披露令牌; RFC 9901, 4 and 8): as issued, selected, or presented. Immutable; nothing of it is
/// verified.</summary>
public sealed class SdJwtToken
{
    internal SdJwtToken(string issuerToken, IReadOnlyList<string> disclosures, string? keyBinding = null) =>
        (IssuerToken, Disclosures, KeyBinding) = (issuerToken, disclosures, keyBinding);

    /// <summary>The token that the issuer signed.</summary>
    public string IssuerToken { get; }

    /// <summary>The disclosures, encoded, in the order of the token.</summary>
    public IReadOnlyList<string> Disclosures { get; }

    /// <summary>The token that the holder signed for one verifier; null when there is none.</summary>
    public string? KeyBinding { get; }

    /// <summary>Reads the compact form: <c>issuer token ~ disclosures ~ holder token</c>, at most 131,072 characters.</summary>
    /// <returns>The token, or null with what is wrong.</returns>
    public static SdJwtToken? Parse(string compact, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(compact);
        problem = compact.Length > JwsLimits.Default.Characters
            ? TokenProblem.Size("token", compact.Length, JwsLimits.Default.Characters)
            : compact.Contains('~', StringComparison.Ordinal) ? null : SdProblem.NoTilde();
        if (problem is not null) return null;
        var parts = compact.Split('~');
        problem = parts[0].AsSpan().Count('.') == 2 ? null
            : TokenProblem.Form("issuer", new("点数不符", "another number of dots"), new("头部.载荷.签名", "header.payload.signature"));
        return problem is not null ? null : new SdJwtToken(parts[0], parts[1..^1], parts[^1].Length > 0 ? parts[^1] : null);
    }

    /// <summary>Reads one of the JSON forms, flattened or general (RFC 9901, 8). Of several signatures the first counts: the disclosures
    /// are with it.</summary>
    /// <returns>The token, or null with what is wrong.</returns>
    public static SdJwtToken? ParseJson(ReadOnlySpan<byte> utf8, out CredentialProblem? problem)
    {
        var json = JsonText.Parse(utf8, new JsonLimits { Bytes = 2 * JwsLimits.Default.Characters }, out var error);
        problem = error is null ? null : TokenProblem.Json("token", error);
        return json is null ? null : SdJwtJson.Read(json, out problem);
    }

    /// <summary>The token in the flattened JSON form.</summary>
    public string ToFlattenedJson() => SdJwtJson.Flattened(this);

    /// <summary>The token in the general JSON form, with its one signature.</summary>
    public string ToGeneralJson() => SdJwtJson.General(this);

    /// <summary>The token in the compact form.</summary>
    public override string ToString() => Selection() + KeyBinding;

    /// <summary>What a holder's signature binds: the compact form without it.</summary>
    internal string Selection()
    {
        var text = new StringBuilder(IssuerToken).Append('~');
        foreach (var disclosure in Disclosures) text.Append(disclosure).Append('~');
        return text.ToString();
    }
}
