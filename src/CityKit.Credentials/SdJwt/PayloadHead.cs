using System.Text.Json;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>What must be known of a payload before its signature: who signed, for which type, with which hash. Nothing of it is believed
/// yet.</summary>
/// <param name="Issuer"><c>iss</c>.</param>
/// <param name="CredentialType"><c>vct</c>.</param>
/// <param name="IssuedAt"><c>iat</c>; null when it is not visible.</param>
/// <param name="HashName"><c>_sd_alg</c>, or its default.</param>
internal readonly record struct PayloadHead(string? Issuer, string? CredentialType, Instant? IssuedAt, string HashName)
{
    internal static PayloadHead Read(ReadOnlySpan<byte> payload, int depth, out CredentialProblem? problem)
    {
        problem = null;
        try
        {
            return Scan(new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = depth + 2 }), ref problem);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problem = TokenProblem.NotJson("payload", depth);
            return default;
        }
    }

    private static PayloadHead Scan(Utf8JsonReader reader, ref CredentialProblem? problem)
    {
        var head = new PayloadHead(null, null, null, SdHash.Default);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            problem = TokenProblem.Form("payload", TokenForms.OtherValue, TokenForms.Object);
        while (problem is null && reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("iss"u8)) head = head with { Issuer = Text(ref reader, "payload /iss", ref problem) };
            else if (reader.ValueTextEquals("vct"u8)) head = head with { CredentialType = Text(ref reader, "payload /vct", ref problem) };
            else if (reader.ValueTextEquals("iat"u8)) head = head with { IssuedAt = Time(ref reader, ref problem) };
            else if (reader.ValueTextEquals("_sd_alg"u8)) head = head with { HashName = Text(ref reader, "payload /_sd_alg", ref problem) };
            else reader.Skip();
        }
        return head;
    }

    private static string Text(ref Utf8JsonReader reader, string part, ref CredentialProblem? problem)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.String) return reader.GetString()!;
        problem = TokenProblem.Form(part, TokenForms.OtherValue, TokenForms.Text);
        return "";
    }

    private static Instant? Time(ref Utf8JsonReader reader, ref CredentialProblem? problem)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.Number && NumericDate.TryRead(reader.ValueSpan, out var time)) return time;
        problem = SdProblem.NotTime("payload /iat");
        return null;
    }
}
