using System.Buffers.Text;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Status;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CityKit.Benchmarks;

/// <summary>Status lists by hand: a dictionary and a bit, without age, bounds or issuers; tokens by Microsoft.IdentityModel, lists by the platform's zlib.</summary>
internal sealed class StatusRivals
{
    private readonly ConcurrentDictionary<string, byte[]> lists = new(StringComparer.Ordinal);
    private readonly JsonWebTokenHandler handler = new();
    private readonly TokenValidationParameters parameters;
    private readonly SigningKey signer;
    private readonly byte[] bytes;
    private readonly string token;

    internal StatusRivals(SigningKey key, string uri, StatusList list, string token)
    {
        (signer, this.token, bytes) = (key, token, list.Bytes.ToArray());
        lists[uri] = bytes;
        var verifying = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = key.PublicKey.X.ToArray(), Y = key.PublicKey.Y.ToArray() },
        });
        parameters = new TokenValidationParameters
        {
            ValidateIssuer = false, ValidateAudience = false, IssuerSigningKey = new ECDsaSecurityKey(verifying) { KeyId = "k1" },
        };
    }

    internal bool Check(StatusReference reference) => (lists[reference.Uri][reference.Index >> 3] >> (reference.Index & 7) & 1) == 0;

    internal bool Verify()
    {
        if (!handler.ValidateTokenAsync(token, parameters).GetAwaiter().GetResult().IsValid) return false;
        using var payload = JsonDocument.Parse(Base64Url.DecodeFromChars(token.Split('.')[1]));
        var lst = payload.RootElement.GetProperty("status_list").GetProperty("lst").GetString()!;
        using var zlib = new ZLibStream(new MemoryStream(Base64Url.DecodeFromChars(lst)), CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        zlib.CopyTo(inflated);
        return inflated.Length == bytes.Length;
    }

    internal bool Sign()
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)) zlib.Write(bytes);
        var payload = JsonSerializer.SerializeToUtf8Bytes(new { sub = "u", iat = 1, status_list = new { bits = 1, lst = Base64Url.EncodeToString(packed.ToArray()) } });
        return signer.Sign(Encoding.UTF8.GetBytes(Base64Url.EncodeToString(payload))).Length == 64;
    }
}
