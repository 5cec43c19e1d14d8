using CityKit.Core.Text;

namespace CityKit.Credentials.Tokens;

/// <summary>The protected header of a token (受保护的头部; RFC 7515, 4). Members that are not here are skipped; <c>crit</c> and <c>b64</c> are refused,
/// and a key that a token brings along (<c>jwk</c>, <c>jku</c>, <c>x5u</c>) is never used.</summary>
/// <param name="Algorithm">The signature's algorithm, <c>alg</c>; never <c>none</c>.</param>
/// <param name="Type">What the token is, <c>typ</c>, such as <c>dc+sd-jwt</c>; null when it does not say.</param>
/// <param name="KeyId">The id of the key, <c>kid</c>; null when it has none.</param>
/// <param name="Certificates">The certificates of <c>x5c</c> in base64 (DER), the signer's first; empty when there are none.</param>
public sealed record JwsHeader(string Algorithm, string? Type, string? KeyId, IReadOnlyList<string> Certificates)
{
    internal static JwsHeader? Read(ReadOnlySpan<byte> utf8, string part, int depth, out CredentialProblem? problem)
    {
        if (JsonText.Parse(utf8, new JsonLimits { Bytes = utf8.Length, Depth = depth }, out var error) is not { } json)
        {
            problem = TokenProblem.Json($"{part} header", error!);
            return null;
        }
        problem = Problem(json, $"{part} header");
        return problem is null ? new JwsHeader(Text(json, "alg")!, Text(json, "typ"), Text(json, "kid"), CertificatesOf(json)) : null;
    }

    private static CredentialProblem? Problem(JsonValue json, string part) => json switch
    {
        { Kind: not JsonKind.Object } => TokenProblem.Form(part, json.Shown, "a JSON object", "JSON 对象"),
        _ when json.Find("crit") is not null => TokenProblem.Critical($"{part} crit"),
        _ when json.Find("b64") is not null => TokenProblem.Critical($"{part} b64"),
        _ when json.Find("alg")?.Value is not { Kind: JsonKind.String } => TokenProblem.Form($"{part} alg", Shown(json, "alg"), "a text", "文本"),
        _ when string.Equals(Text(json, "alg"), "none", StringComparison.OrdinalIgnoreCase) => TokenProblem.Unsigned($"{part} alg"),
        _ when IsNotText(json, "typ") => TokenProblem.Form($"{part} typ", Shown(json, "typ"), "a text", "文本"),
        _ when IsNotText(json, "kid") => TokenProblem.Form($"{part} kid", Shown(json, "kid"), "a text", "文本"),
        _ when json.Find("x5c")?.Value is { } chain && !IsTexts(chain) =>
            TokenProblem.Form($"{part} x5c", chain.Shown, "an array of texts, one or more", "一个或多个文本组成的数组"),
        _ => null,
    };

    private static bool IsNotText(JsonValue json, string name) => json.Find(name)?.Value is { Kind: not JsonKind.String };

    private static bool IsTexts(JsonValue chain) => chain.Items.Count > 0 && chain.Items.All(item => item.Kind == JsonKind.String);

    private static string Shown(JsonValue json, string name) => json.Find(name) is { } member ? member.Value.Shown : "nothing";

    private static string? Text(JsonValue json, string name) => json.Find(name)?.Value.Text;

    private static IReadOnlyList<string> CertificatesOf(JsonValue json) =>
        json.Find("x5c") is { } chain ? [.. chain.Value.Items.Select(item => item.Text)] : [];
}
