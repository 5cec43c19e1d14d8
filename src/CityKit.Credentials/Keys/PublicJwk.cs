using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Credentials.Keys;

/// <summary>A public key of an elliptic curve as a JSON Web Key (JWK, 公钥; RFC 7517, 7518). Immutable.</summary>
/// <remarks>That the point is on its curve is checked by the suite that imports the key.</remarks>
public sealed record PublicJwk
{
    private const int CoordinateBytes = 32;

    /// <summary>What is allowed where a key is to be.</summary>
    internal static LocalizedText ObjectAllowed { get; } = new("JWK 对象", "a JWK object");

    private PublicJwk(string curve, byte[] x, byte[] y, string? id, string? algorithm) =>
        (Curve, X, Y, Id, Algorithm) = (curve, x, y, id, algorithm);

    /// <summary>The curve by its JOSE name, <c>P-256</c> or <c>SM2</c>.</summary>
    public string Curve { get; }

    /// <summary>The point's x, 32 bytes, the most significant first.</summary>
    public ReadOnlyMemory<byte> X { get; }

    /// <summary>The point's y, 32 bytes, the most significant first.</summary>
    public ReadOnlyMemory<byte> Y { get; }

    /// <summary>The key's id (<c>kid</c>); null when it has none.</summary>
    public string? Id { get; init; }

    /// <summary>The one algorithm it may be used with (<c>alg</c>); null when its curve alone decides.</summary>
    public string? Algorithm { get; }

    /// <summary>The key of a point.</summary>
    /// <exception cref="ArgumentException">A coordinate has not 32 bytes.</exception>
    public static PublicJwk Of(string curve, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, string? id = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(curve);
        if (x.Length != CoordinateBytes) throw new ArgumentException($"A coordinate has 32 bytes, not {x.Length}.", nameof(x));
        if (y.Length != CoordinateBytes) throw new ArgumentException($"A coordinate has 32 bytes, not {y.Length}.", nameof(y));
        return new PublicJwk(curve, x.ToArray(), y.ToArray(), id, null);
    }

    /// <summary>Reads a JWK; members that it does not know are skipped.</summary>
    /// <returns>The key, or null with what is wrong and where.</returns>
    public static PublicJwk? Read(JsonValue json, out ConfigError? error)
    {
        ArgumentNullException.ThrowIfNull(json);
        error = Problem(json);
        if (error is not null) return null;
        _ = TryCoordinate(json.Find("x"), out var x);
        _ = TryCoordinate(json.Find("y"), out var y);
        return new PublicJwk(Text(json, "crv")!, x, y, Text(json, "kid"), Text(json, "alg"));
    }

    /// <summary>The key of members read elsewhere; null when they are not a key's.</summary>
    internal static PublicJwk? Of(string? curve, ReadOnlySpan<byte> x, ReadOnlySpan<byte> y, string? id, string? algorithm) =>
        curve is "P-256" or "SM2" && StrictBase64Url.Decode(x) is { Length: CoordinateBytes } left
            && StrictBase64Url.Decode(y) is { Length: CoordinateBytes } right ? new PublicJwk(curve, left, right, id, algorithm) : null;

    /// <summary>The key's thumbprint (RFC 7638) in base64url: SHA-256 of its required members.</summary>
    public string Thumbprint() => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(Required())));

    /// <summary>The JWK as JSON; nothing private is in it.</summary>
    public override string ToString()
    {
        var text = Required();
        return Id is null ? text : $$"""{{text[..^1]}},"kid":"{{JsonEncodedText(Id)}}"}""";
    }

    /// <summary>Two keys are equal when curve and point are.</summary>
    public bool Equals(PublicJwk? other) => other is not null && Curve == other.Curve && X.Span.SequenceEqual(other.X.Span)
        && Y.Span.SequenceEqual(other.Y.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Curve, BitConverter.ToInt32(X.Span));

    private string Required() =>
        $$"""{"crv":"{{Curve}}","kty":"EC","x":"{{Base64Url.EncodeToString(X.Span)}}","y":"{{Base64Url.EncodeToString(Y.Span)}}"}""";

    private static string JsonEncodedText(string text) => System.Text.Json.JsonEncodedText.Encode(text).ToString();

    private static ConfigError? Problem(JsonValue json) => json switch
    {
        { Kind: not JsonKind.Object } => At(json, json.Shown, ObjectAllowed),
        _ when Text(json, "kty") is not "EC" => At(json, Shown(json, "kty"), LocalizedText.Values("kty EC")),
        _ when Text(json, "crv") is not ("P-256" or "SM2") => At(json, Shown(json, "crv"), new("crv 为 P-256 或 SM2", "crv P-256 or SM2")),
        _ when json.Find("d") is not null => At(json, new("私钥", "a private key"), new("只含公钥，不含 d", "its public half alone, without d")),
        _ when !TryCoordinate(json.Find("x"), out _) =>
            At(json, Shown(json, "x"), new("base64url 编码的 32 字节 x", "x of 32 bytes in base64url")),
        _ when !TryCoordinate(json.Find("y"), out _) =>
            At(json, Shown(json, "y"), new("base64url 编码的 32 字节 y", "y of 32 bytes in base64url")),
        _ => null,
    };

    private static ConfigError At(JsonValue json, LocalizedText found, LocalizedText allowed) =>
        new(json.Line, json.Column, "", found, allowed);

    private static LocalizedText Shown(JsonValue json, string name) => json.Find(name)?.Value.Shown is { } shown
        ? new($"{name} {shown.Zh}", $"{name} {shown.En}")
        : new($"无 {name}", $"no {name}");

    private static string? Text(JsonValue json, string name) =>
        json.Find(name)?.Value is { Kind: JsonKind.String } value ? value.Text : null;

    private static bool TryCoordinate(JsonMember? member, out byte[] bytes)
    {
        var text = member?.Value is { Kind: JsonKind.String } value ? value.Text : "";
        bytes = StrictBase64Url.Decode(Encoding.UTF8.GetBytes(text)) ?? [];
        return bytes.Length == CoordinateBytes;
    }
}
