using System.Text.Json;
using CityKit.Core.Text;

namespace CityKit.Credentials.SdJwt;

/// <summary>The claims that an issuer vouches for and the holder disclosed (已验证的声明), digests taken away. Immutable; it holds personal data,
/// so <see cref="ToString"/> shows none of it.</summary>
public sealed class VerifiedClaims
{
    private JsonValue? json;

    internal VerifiedClaims(ReadOnlyMemory<byte> utf8) => Utf8 = utf8;

    /// <summary>The claims as a JSON object in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 { get; }

    /// <summary>The claims as a tree; read when it is first asked for.</summary>
    public JsonValue Json => json ??= JsonText.Parse(Utf8.Span, new JsonLimits { Bytes = Utf8.Length, Depth = int.MaxValue - 1 }, out _)!;

    /// <summary>The claim at a path; of <c>*</c>, the first element. Null when it is not disclosed, or the credential has none.</summary>
    public JsonValue? Find(ClaimPath path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return Json.At(path);
    }

    /// <summary>The claim at a path when it is a text; null when it is not.</summary>
    public string? Text(ClaimPath path) => Find(path) is { Kind: JsonKind.String } value ? value.Text : null;

    /// <summary>The value of a member at the top as JSON, read without the tree; empty when there is none.</summary>
    internal ReadOnlySpan<byte> Slice(ReadOnlySpan<byte> name)
    {
        var reader = new Utf8JsonReader(Utf8.Span, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isIt = reader.ValueTextEquals(name);
            reader.Read();
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            if (isIt) return Utf8.Span[start..(int)reader.BytesConsumed];
        }
        return [];
    }

    /// <summary>How many bytes the claims have; none of them is shown.</summary>
    public override string ToString() => $"claims of {Utf8.Length} bytes";
}
