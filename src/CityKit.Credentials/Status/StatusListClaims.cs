using System.Buffers;
using System.Globalization;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.Status;

/// <summary>The claims of a status list token, the list still compressed.</summary>
internal sealed record StatusListClaims(string Uri, Instant IssuedAt, Instant? NotBefore, Instant? ExpiresAt,
    Duration? TimeToLive, JsonValue List)
{
    internal const string Part = "status list";
    private const int MaxTimeToLive = int.MaxValue; // 68 years

    internal static ReadOnlySpan<byte> Write(StatusListToken token)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("sub", token.Uri);
        json.WriteNumber("iat", token.IssuedAt.ToUnixTimeSeconds());
        if (token.ExpiresAt is { } expires) json.WriteNumber("exp", expires.ToUnixTimeSeconds());
        if (token.TimeToLive is { } live) json.WriteNumber("ttl", (long)live.TotalSeconds);
        json.WriteStartObject("status_list");
        json.WriteNumber("bits", token.List.Bits);
        json.WriteString("lst", token.List.ToText());
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    internal static StatusListClaims? Read(Jws jws, out CredentialProblem? problem)
    {
        problem = jws.Header.Type == StatusListToken.MediaType ? null
            : TokenProblem.Type($"{Part} header typ", jws.Header.Type, StatusListToken.MediaType);
        if (problem is not null || jws.ReadPayload(out problem) is not { } json) return null;
        var (uri, live) = (Text(json, "sub"), Seconds(json, "ttl"));
        var (issued, begins, expires) = (Time(json, "iat"), Time(json, "nbf"), Time(json, "exp"));
        problem = uri is null ? Form(json, "sub", TokenForms.Text)
            : issued is null ? Form(json, "iat", TokenForms.Seconds)
            : begins is null && Has(json, "nbf") ? Form(json, "nbf", TokenForms.Seconds)
            : expires is null && Has(json, "exp") ? Form(json, "exp", TokenForms.Seconds)
            : live is null && Has(json, "ttl") ? Form(json, "ttl", TimeToLiveForm)
            : json.Find("status_list")?.Value is null ? Form(json, "status_list", StatusList.Form)
            : null;
        return problem is null ? new StatusListClaims(uri!, issued!.Value, begins, expires, live, json.Find("status_list")!.Value) : null;
    }

    /// <returns>What is wrong with the claims at a time; null when nothing is.</returns>
    internal CredentialProblem? Problem(string uri, Instant now, Duration skew) =>
        Uri != uri ? OtherUri(uri)
        : IssuedAt > now + skew ? NotYet("iat", IssuedAt, now)
        : NotBefore > now + skew ? NotYet("nbf", NotBefore.Value, now)
        : now >= ExpiresAt + skew ? Expired()
        : null;

    internal StatusListToken? Inflate(out CredentialProblem? problem)
    {
        var list = StatusList.Read(List, out var error);
        problem = error is null ? null : new CredentialProblem("form", $"{Part} payload /status_list", error.Message);
        return list is null ? null : new StatusListToken(Uri, list, IssuedAt, ExpiresAt, TimeToLive);
    }

    internal static CredentialProblem NoKey(string? issuer) => CredentialProblem.Of("issuer", $"{Part} header",
        $"There is no key of the issuer '{issuer}' to verify the list with.", $"没有签发方“{issuer}”的公钥，无法验证该列表。");

    private static LocalizedText TimeToLiveForm { get; } =
        new($"大于 0、不超过 {MaxTimeToLive} 的秒数", $"seconds above 0, at most {MaxTimeToLive}");

    private static bool Has(JsonValue json, string name) => json.Find(name) is not null;

    private static string? Text(JsonValue json, string name) =>
        json.Find(name)?.Value is { Kind: JsonKind.String } value ? value.Text : null;

    private static Instant? Time(JsonValue json, string name) =>
        json.Find(name)?.Value is { } value && NumericDate.TryRead(value, out var at) ? at : null;

    private static Duration? Seconds(JsonValue json, string name) => json.Find(name)?.Value is { Kind: JsonKind.Number } value
        && double.TryParse(value.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var seconds)
        && seconds is > 0 and <= MaxTimeToLive ? Duration.FromSeconds(seconds) : null;

    private static CredentialProblem Form(JsonValue json, string name, LocalizedText allowed) =>
        TokenProblem.Form($"{Part} payload /{name}", json.Find(name)?.Value.Shown ?? TokenForms.Nothing, allowed);

    private CredentialProblem OtherUri(string uri) => CredentialProblem.Of("subject", $"{Part} payload /sub",
        $"The list is for '{Uri}', but '{uri}' was asked for.", $"该列表属于“{Uri}”，而引用的是“{uri}”。");

    private static CredentialProblem NotYet(string claim, Instant from, Instant now) =>
        CredentialProblem.Of("not-yet-valid", $"{Part} payload /{claim}",
        $"The list counts from {from}, and it is {now}; check this machine's clock.", $"列表自 {from} 起有效，而现在是 {now}；请检查本机时钟。");

    private CredentialProblem Expired() => CredentialProblem.Of("expired", $"{Part} payload /exp",
        $"The list expired at {ExpiresAt}; get a newer one.", $"列表已于 {ExpiresAt} 过期；请更新列表。");
}
