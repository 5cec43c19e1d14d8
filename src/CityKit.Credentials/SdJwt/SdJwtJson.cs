using System.Buffers;
using System.Text;
using System.Text.Json;
using CityKit.Core.Text;
using CityKit.Credentials.Tokens;

namespace CityKit.Credentials.SdJwt;

/// <summary>The JSON forms of an SD-JWT (RFC 9901, 8).</summary>
internal static class SdJwtJson
{
    internal static SdJwtToken? Read(JsonValue json, out CredentialProblem? problem)
    {
        problem = null;
        var first = json.Find("signatures")?.Value is { } signatures ? FirstOf(signatures, ref problem) : json;
        if (problem is not null) return null;
        var (header, payload) = (Text(first!, "protected", ref problem), Text(json, "payload", ref problem));
        var token = $"{header}.{payload}.{Text(first!, "signature", ref problem)}";
        var unprotected = first!.Find("header")?.Value;
        var disclosures = unprotected?.Find("disclosures")?.Value is { } list ? Texts(list, ref problem) : [];
        var binding = unprotected?.Find("kb_jwt") is null ? null : Text(unprotected, "kb_jwt", ref problem);
        return problem is null ? new SdJwtToken(token, disclosures, binding) : null;
    }

    internal static string Flattened(SdJwtToken token) => Write(json =>
    {
        json.WriteString("payload", Part(token, 1));
        WriteSignature(json, token);
    });

    internal static string General(SdJwtToken token) => Write(json =>
    {
        json.WriteString("payload", Part(token, 1));
        json.WriteStartArray("signatures");
        json.WriteStartObject();
        WriteSignature(json, token);
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static JsonValue? FirstOf(JsonValue signatures, ref CredentialProblem? problem)
    {
        if (signatures.Items.Count == 0 || signatures.Items.Skip(1).Any(HasDisclosures))
            problem = TokenProblem.Form("token /signatures", signatures.Shown,
                new("数组，且仅第一个签名含 disclosures 和 kb_jwt",
                    "an array whose first signature alone has disclosures and kb_jwt"));
        return problem is null ? signatures.Items[0] : null;
    }

    private static bool HasDisclosures(JsonValue signature) =>
        signature.Find("header")?.Value is { } header && (header.Find("disclosures") is not null || header.Find("kb_jwt") is not null);

    private static string Text(JsonValue json, string name, ref CredentialProblem? problem)
    {
        if (json.Find(name)?.Value is { Kind: JsonKind.String } value && !value.Text.Contains('~', StringComparison.Ordinal))
            return value.Text;
        problem ??= TokenProblem.Form($"token /{name}", json.Find(name)?.Value.Shown ?? TokenForms.Nothing,
            new("base64url 文本", "a text of base64url"));
        return "";
    }

    private static string[] Texts(JsonValue list, ref CredentialProblem? problem)
    {
        if (list.Kind != JsonKind.Array
            || list.Items.Any(item => item.Kind != JsonKind.String || item.Text.Contains('~', StringComparison.Ordinal)))
            problem ??= TokenProblem.Form("token /header/disclosures", list.Shown, new("base64url 文本数组", "an array of texts of base64url"));
        return [.. list.Items.Select(item => item.Text)];
    }

    private static void WriteSignature(Utf8JsonWriter json, SdJwtToken token)
    {
        json.WriteString("protected", Part(token, 0));
        json.WriteString("signature", Part(token, 2));
        json.WriteStartObject("header");
        json.WriteStartArray("disclosures");
        foreach (var disclosure in token.Disclosures) json.WriteStringValue(disclosure);
        json.WriteEndArray();
        if (token.KeyBinding is { } binding) json.WriteString("kb_jwt", binding);
        json.WriteEndObject();
    }

    private static string Part(SdJwtToken token, int index) => token.IssuerToken.Split('.')[index];

    private static string Write(Action<Utf8JsonWriter> members)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
