using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace CityKit.Credentials.SdJwt;

/// <summary>Writes one disclosure after another; kept and used again.</summary>
internal sealed class DisclosureWriter
{
    private readonly ArrayBufferWriter<byte> bytes = new(256);
    private readonly ArrayBufferWriter<byte> encoded = new(384);
    private readonly Utf8JsonWriter json;

    internal DisclosureWriter() => json = new Utf8JsonWriter(bytes, ClaimsConcealer.Options);

    internal Utf8JsonWriter Begin()
    {
        bytes.ResetWrittenCount();
        encoded.ResetWrittenCount();
        json.Reset();
        return json;
    }

    /// <summary>The disclosure, and its digest.</summary>
    internal (string Disclosure, string Digest) End()
    {
        json.Flush();
        var room = encoded.GetSpan(Base64Url.GetEncodedLength(bytes.WrittenCount));
        var length = Base64Url.EncodeToUtf8(bytes.WrittenSpan, room);
        return (Encoding.ASCII.GetString(room[..length]), SdHash.Text(HashAlgorithmName.SHA256, room[..length]));
    }
}
