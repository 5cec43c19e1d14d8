using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace CityKit.Desk.Assets;

/// <summary>One file that pages need.</summary>
internal sealed class DeskAsset(string name, byte[] bytes)
{
    private const int HashDigits = 12;
    private const int Quality = 9;
    private readonly Lazy<byte[]> compressed = new(() => Compress(bytes));

    internal string Name => name;

    internal string Hash { get; } = Convert.ToHexStringLower(SHA256.HashData(bytes))[..HashDigits];

    internal Task AnswerAsync(HttpContext context)
    {
        var (response, isPacked) = (context.Response, IsText && Takes(context.Request));
        var content = isPacked ? compressed.Value : bytes;
        response.ContentType = TypeOf(name);
        response.ContentLength = content.Length;
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        if (isPacked) response.Headers.ContentEncoding = "br";
        return response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }

    private bool IsText => !name.EndsWith(".woff2", StringComparison.Ordinal) && !name.EndsWith(".png", StringComparison.Ordinal);

    private static bool Takes(HttpRequest request) =>
        request.Headers.AcceptEncoding.ToString().Split(',').Any(coding =>
            coding.Trim() is "br" || coding.Trim().StartsWith("br;", StringComparison.Ordinal));

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".woff2" => "font/woff2",
        ".wav" => "audio/wav",
        _ => "application/octet-stream",
    };

    private static byte[] Compress(byte[] bytes)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(bytes.Length)];
        return BrotliEncoder.TryCompress(bytes, packed, out var length, Quality, 22) ? packed[..length] : bytes;
    }
}
