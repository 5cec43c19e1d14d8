using System.Text.Json;

namespace CityKit.Credentials.Tokens;

/// <summary>The protected header of a token (受保护的头部; RFC 7515, 4). Members that are not here are skipped; <c>crit</c> and <c>b64</c> are
/// refused, and a key that a token brings along (<c>jwk</c>, <c>jku</c>, <c>x5u</c>) is never used.</summary>
/// <param name="Algorithm">The signature's algorithm, <c>alg</c>; never <c>none</c>.</param>
/// <param name="Type">What the token is, <c>typ</c>, such as <c>dc+sd-jwt</c>; null when it does not say.</param>
/// <param name="KeyId">The id of the key, <c>kid</c>; null when it has none.</param>
/// <param name="Certificates">The certificates of <c>x5c</c> in base64 (DER), the signer's first; empty when there are none.</param>
public sealed record JwsHeader(string Algorithm, string? Type, string? KeyId, IReadOnlyList<string> Certificates)
{
    /// <summary>Reads a header; <paramref name="names"/> is room to work in.</summary>
    internal static JwsHeader? Read(ReadOnlySpan<byte> utf8, string part, int depth, TextStack names, out CredentialProblem? problem)
    {
        try
        {
            var header = Scan(new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = depth }), $"{part} header", names, out problem);
            return problem is null ? header : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problem = TokenProblem.NotJson($"{part} header", depth);
            return null;
        }
    }

    private static JwsHeader? Scan(Utf8JsonReader json, string part, TextStack names, out CredentialProblem? problem)
    {
        var header = new JwsHeader("", null, null, []);
        names.CutTo(0);
        problem = json.Read() && json.TokenType == JsonTokenType.StartObject ? null
            : TokenProblem.Form(part, TokenForms.OtherValue, TokenForms.Object);
        while (problem is null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (!names.TryAdd(in json, 0)) problem = TokenProblem.NameTwice(part);
            else header = header.Take(ref json, names[^1], part, ref problem);
        }
        if (problem is null) json.Read(); // throws when something follows
        problem ??= header.Algorithm.Length == 0 ? TokenProblem.Form($"{part} alg", TokenForms.Nothing, TokenForms.Text) : null;
        return header;
    }

    private JwsHeader Take(ref Utf8JsonReader json, ReadOnlySpan<byte> name, string part, ref CredentialProblem? problem)
    {
        json.Read();
        if (name.SequenceEqual("alg"u8)) return this with { Algorithm = AlgorithmOf(ref json, $"{part} alg", ref problem) };
        if (name.SequenceEqual("typ"u8)) return this with { Type = Text(ref json, $"{part} typ", ref problem) };
        if (name.SequenceEqual("kid"u8)) return this with { KeyId = Text(ref json, $"{part} kid", ref problem) };
        if (name.SequenceEqual("x5c"u8)) return this with { Certificates = Texts(ref json, $"{part} x5c", ref problem) };
        if (name.SequenceEqual("crit"u8)) problem = TokenProblem.Critical($"{part} crit");
        if (name.SequenceEqual("b64"u8)) problem = TokenProblem.Critical($"{part} b64");
        json.Skip();
        return this;
    }

    private static string AlgorithmOf(ref Utf8JsonReader json, string part, ref CredentialProblem? problem)
    {
        var algorithm = Text(ref json, part, ref problem);
        if (string.Equals(algorithm, "none", StringComparison.OrdinalIgnoreCase)) problem = TokenProblem.Unsigned(part);
        return algorithm;
    }

    private static string Text(ref Utf8JsonReader json, string part, ref CredentialProblem? problem)
    {
        if (json.TokenType == JsonTokenType.String) return json.ValueTextEquals("ES256"u8) ? "ES256" : json.GetString()!;
        problem = TokenProblem.Form(part, TokenForms.OtherValue, TokenForms.Text);
        return "";
    }

    private static List<string> Texts(ref Utf8JsonReader json, string part, ref CredentialProblem? problem)
    {
        var texts = new List<string>();
        if (json.TokenType == JsonTokenType.StartArray)
            while (json.Read() && json.TokenType != JsonTokenType.EndArray && problem is null) texts.Add(Text(ref json, part, ref problem));
        if (texts.Count == 0) problem = TokenProblem.Form(part, TokenForms.OtherValue, TokenForms.Texts);
        return texts;
    }
}
