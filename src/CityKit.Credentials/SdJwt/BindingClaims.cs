using System.Text.Json;
using CityKit.Credentials.Tokens;
using NodaTime;

namespace CityKit.Credentials.SdJwt;

/// <summary>The claims of a holder's token (RFC 9901, 4.3), not yet checked.</summary>
internal record struct BindingClaims
{
    internal string? Audience { get; private set; }

    internal string? Nonce { get; private set; }

    internal string? Purpose { get; private set; }

    internal string? Digest { get; private set; }

    internal Instant? IssuedAt { get; private set; }

    internal Instant? Expires { get; private set; }

    internal Instant? NotBefore { get; private set; }

    internal static BindingClaims Read(ReadOnlySpan<byte> payload, SdJwtLimits limits, TextStack names, out CredentialProblem? problem)
    {
        var claims = default(BindingClaims);
        try
        {
            problem = claims.Scan(new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = limits.Token.Depth }), limits, names);
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            problem = TokenProblem.NotJson("key binding payload", limits.Token.Depth);
        }
        return claims;
    }

    private CredentialProblem? Scan(Utf8JsonReader reader, SdJwtLimits limits, TextStack names)
    {
        names.CutTo(0);
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            return TokenProblem.Form("key binding payload", TokenForms.OtherValue, TokenForms.Object);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (names.Count >= limits.Members) return SdProblem.TooManyMembers("key binding payload", limits.Members);
            if (!names.TryAdd(in reader, 0))
                return SdProblem.NameTwice($"key binding payload '{TokenProblem.Cut(reader.GetString()!)}'", disclosed: false);
            if (Take(ref reader, names[^1]) is { } problem) return problem;
        }
        reader.Read(); // throws when something follows
        return null;
    }

    private CredentialProblem? Take(ref Utf8JsonReader reader, ReadOnlySpan<byte> name)
    {
        CredentialProblem? problem = null;
        reader.Read();
        if (name.SequenceEqual("aud"u8)) Audience = Text(ref reader, "aud", ref problem);
        else if (name.SequenceEqual("nonce"u8)) Nonce = Text(ref reader, "nonce", ref problem);
        else if (name.SequenceEqual("purpose"u8)) Purpose = Text(ref reader, "purpose", ref problem);
        else if (name.SequenceEqual("sd_hash"u8)) Digest = Text(ref reader, "sd_hash", ref problem);
        else if (name.SequenceEqual("iat"u8)) IssuedAt = Time(ref reader, "iat", ref problem);
        else if (name.SequenceEqual("exp"u8)) Expires = Time(ref reader, "exp", ref problem);
        else if (name.SequenceEqual("nbf"u8)) NotBefore = Time(ref reader, "nbf", ref problem);
        else reader.Skip();
        return problem;
    }

    private static string? Text(ref Utf8JsonReader reader, string name, ref CredentialProblem? problem)
    {
        if (reader.TokenType == JsonTokenType.String) return reader.GetString();
        problem = TokenProblem.Form($"key binding payload /{name}", TokenForms.OtherValue, TokenForms.Text);
        return null;
    }

    private static Instant? Time(ref Utf8JsonReader reader, string name, ref CredentialProblem? problem)
    {
        if (reader.TokenType == JsonTokenType.Number && NumericDate.TryRead(reader.ValueSpan, out var time)) return time;
        problem = SdProblem.NotTime($"key binding payload /{name}");
        return null;
    }
}
