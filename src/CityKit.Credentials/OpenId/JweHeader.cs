using System.Text;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.OpenId;

/// <summary>The header of an encrypted response (RFC 7516, 4): ECDH-ES to one key, with A128GCM or A256GCM, nothing compressed.</summary>
/// <param name="Encryption">How the content is encrypted, <c>enc</c>.</param>
/// <param name="KeyBytes">The length of its key.</param>
/// <param name="Sender">The sender's ephemeral key, <c>epk</c>.</param>
/// <param name="PartyU">What the sender says of itself, <c>apu</c>; empty when nothing.</param>
/// <param name="PartyV">What it says of the recipient, <c>apv</c>; empty when nothing.</param>
internal sealed record JweHeader(string Encryption, int KeyBytes, PublicJwk Sender, byte[] PartyU, byte[] PartyV)
{
    private const string Part = "response header";
    private const int Depth = 4;

    internal static JweHeader? Read(ReadOnlySpan<byte> utf8, string keyId, out CredentialProblem? problem)
    {
        var json = JsonText.Parse(utf8, new JsonLimits { Bytes = utf8.Length, Depth = Depth }, out var error);
        problem = error is not null ? TokenProblem.Json(Part, error) : Problem(json!, keyId);
        return problem is null ? Read(json!, out problem) : null;
    }

    private static CredentialProblem? Problem(JsonValue json, string keyId) => json switch
    {
        { Kind: not JsonKind.Object } => TokenProblem.Form(Part, json.Shown, TokenForms.Object),
        _ when json.Find("crit") is not null => TokenProblem.Critical($"{Part} crit"),
        _ when json.Find("zip") is not null => VpProblem.Encryption(LocalizedText.Values("zip"),
            new("未压缩的应答", "a response that is not compressed")),
        _ when Text(json, "alg") != "ECDH-ES" => VpProblem.Encryption(Named(json, "alg"), LocalizedText.Values("ECDH-ES")),
        _ when KeyBytesOf(Text(json, "enc")) == 0 => VpProblem.Encryption(Named(json, "enc"),
            new("A128GCM 或 A256GCM", "A128GCM or A256GCM")),
        _ when Text(json, "kid") != keyId => VpProblem.Encryption(Named(json, "kid"),
            new($"本次会话的密钥“{keyId}”", $"this session's key, '{keyId}',")),
        _ => null,
    };

    private static LocalizedText Named(JsonValue json, string name) => LocalizedText.Values($"{name} '{Text(json, name)}'");

    private static JweHeader? Read(JsonValue json, out CredentialProblem? problem)
    {
        ConfigError? error = null;
        var sender = json.Find("epk")?.Value is { } epk ? PublicJwk.Read(epk, out error) : null;
        var (partyU, partyV) = (Party(json, "apu"), Party(json, "apv"));
        problem = error is not null ? TokenProblem.Json($"{Part} epk", error)
            : sender?.Curve != "P-256" ? VpProblem.Encryption(new($"曲线“{sender?.Curve}”上的 epk", $"epk on '{sender?.Curve}'"),
                new("P-256 上的密钥", "a key on P-256"))
            : partyU is null || partyV is null ? TokenProblem.Encoding($"{Part} {(partyU is null ? "apu" : "apv")}") : null;
        return problem is null ? new JweHeader(Text(json, "enc"), KeyBytesOf(Text(json, "enc")), sender!, partyU!, partyV!) : null;
    }

    private static int KeyBytesOf(string encryption) => encryption switch { "A128GCM" => 16, "A256GCM" => 32, _ => 0 };

    private static byte[]? Party(JsonValue json, string name) => json.Find(name) switch
    {
        null => [],
        { Value: { Kind: JsonKind.String } value } => StrictBase64Url.Decode(Encoding.UTF8.GetBytes(value.Text)),
        _ => null,
    };

    private static string Text(JsonValue json, string name) => json.Find(name)?.Value is { Kind: JsonKind.String } value ? value.Text : "";
}
