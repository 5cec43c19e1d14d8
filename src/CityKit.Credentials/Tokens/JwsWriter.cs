using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Tokens;

/// <summary>Signs tokens in the compact form (签发令牌; RFC 7515, 7.1).</summary>
public static class JwsWriter
{
    /// <summary>Signs a payload; the header names the signer's algorithm and its key's id, when it has one.</summary>
    /// <param name="signer">Who signs.</param>
    /// <param name="type">What the token is, its <c>typ</c>, such as <c>statuslist+jwt</c>.</param>
    /// <param name="payload">The payload's bytes.</param>
    /// <param name="certificates">The certificates of <c>x5c</c> in base64 (DER), the signer's first; none by default.</param>
    /// <returns>The token.</returns>
    public static string Sign(ISigner signer, string type, ReadOnlySpan<byte> payload, IReadOnlyList<string>? certificates = null)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentException.ThrowIfNullOrEmpty(type);
        var header = HeaderOf(signer, type, certificates ?? []);
        var token = new byte[Base64Url.GetEncodedLength(header.Length) + 1 + Base64Url.GetEncodedLength(payload.Length)];
        var dot = Base64Url.EncodeToUtf8(header, token);
        token[dot] = (byte)'.';
        Base64Url.EncodeToUtf8(payload, token.AsSpan(dot + 1));
        return $"{Encoding.ASCII.GetString(token)}.{Base64Url.EncodeToString(signer.Sign(token))}";
    }

    private static ReadOnlySpan<byte> HeaderOf(ISigner signer, string type, IReadOnlyList<string> certificates)
    {
        var bytes = new ArrayBufferWriter<byte>(128);
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        json.WriteString("alg", signer.Algorithm);
        json.WriteString("typ", type);
        if (signer.PublicKey.Id is { } id) json.WriteString("kid", id);
        if (certificates.Count > 0) WriteChain(json, certificates);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan;
    }

    private static void WriteChain(Utf8JsonWriter json, IReadOnlyList<string> certificates)
    {
        json.WriteStartArray("x5c");
        foreach (var certificate in certificates) json.WriteStringValue(certificate);
        json.WriteEndArray();
    }
}
