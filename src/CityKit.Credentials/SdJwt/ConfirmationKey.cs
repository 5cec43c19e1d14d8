using System.Text.Json;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.SdJwt;

/// <summary>The holder's key in <c>cnf</c> (RFC 7800, 3.2), read without a tree: it is read for each presentation.</summary>
internal static class ConfirmationKey
{
    /// <summary>Reads the claim, which is JSON without a name twice.</summary>
    /// <returns>The key; null when there is none, or none of an elliptic curve, or a private one.</returns>
    internal static PublicJwk? Read(ReadOnlySpan<byte> confirmation)
    {
        if (confirmation.IsEmpty) return null;
        var json = new Utf8JsonReader(confirmation);
        json.Read();
        while (json.TokenType != JsonTokenType.Null && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var isKey = json.ValueTextEquals("jwk"u8);
            json.Read();
            if (isKey && json.TokenType == JsonTokenType.StartObject) return ReadKey(ref json);
            json.Skip();
        }
        return null;
    }

    private static PublicJwk? ReadKey(ref Utf8JsonReader json)
    {
        string? type = null, curve = null, id = null, algorithm = null;
        ReadOnlySpan<byte> x = [], y = [];
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("d"u8)) return null;
            if (json.ValueTextEquals("kty"u8)) type = Text(ref json, "EC"u8, "EC");
            else if (json.ValueTextEquals("crv"u8)) curve = Text(ref json, "P-256"u8, Es256Suite.Curve);
            else if (json.ValueTextEquals("kid"u8)) id = Text(ref json, [], "");
            else if (json.ValueTextEquals("alg"u8)) algorithm = Text(ref json, "ES256"u8, Es256Suite.Name);
            else if (json.ValueTextEquals("x"u8)) x = Bytes(ref json);
            else if (json.ValueTextEquals("y"u8)) y = Bytes(ref json);
            else json.Skip();
        }
        return type == "EC" ? PublicJwk.Of(curve, x, y, id, algorithm) : null;
    }

    private static string? Text(scoped ref Utf8JsonReader json, ReadOnlySpan<byte> usual, string text)
    {
        if (!IsText(ref json)) return null;
        return usual.Length > 0 && json.ValueTextEquals(usual) ? text : json.GetString();
    }

    private static ReadOnlySpan<byte> Bytes(scoped ref Utf8JsonReader json) => IsText(ref json) ? json.ValueSpan : [];

    private static bool IsText(scoped ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String) return true;
        json.Skip();
        return false;
    }
}
