using CityKit.Core.Wire;
using CityKit.Shared.Suites;

namespace CityKit.Core.Signing;

/// <summary>
/// Bytes and the signature over them as they travel: one MessagePack array of two byte strings, and the number of the suite where that is
/// not 0. Checks the form, never the signature.
/// </summary>
internal static class SignedEnvelope
{
    /// <summary>What the envelope adds at most, in bytes.</summary>
    internal const int Overhead = 80;

    private const int SignatureBytes = 64;

    internal static byte[] Encode(ReadOnlySpan<byte> content, ReadOnlySpan<byte> signature)
    {
        var writer = new WireWriter(new byte[content.Length + Overhead]);
        writer.WriteArrayHeader(2);
        writer.WriteBinary(content);
        writer.WriteBinary(signature);
        return writer.Written.ToArray();
    }

    /// <returns>The two parts, or null with what is wrong and where.</returns>
    internal static (ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Signature)? Decode(
        ReadOnlyMemory<byte> envelope, LocalizedText what, int maxBytes, out WireError? error)
    {
        var reader = new WireReader(envelope.Span);
        if (envelope.Length > maxBytes) reader.Reject(0, WireError.Bytes(envelope.Length), WireError.AtMost(maxBytes));
        var count = reader.ReadArrayHeader();
        if (count is not (2 or 3)) reader.Reject(0, WireError.Array(count),
            new($"长度为 2 的数组：{what.Zh}、签名", $"an array of 2: {what.En}, signature"));
        var content = ReadBytes(ref reader, envelope);
        var at = reader.Position;
        var signature = ReadBytes(ref reader, envelope);
        error = count == 3 ? WhySuite(ref reader) : null;
        if (error is not null) return null;
        if (signature.Length != SignatureBytes) reader.Reject(at,
            new($"{signature.Length} 字节的签名", $"a signature of {signature.Length} bytes"), LocalizedText.Values($"{SignatureBytes}"));
        if (!reader.AtEnd) reader.RejectRest(new("签名信封", "envelope"));
        error = reader.Error;
        return error is null ? (content, signature) : null;
    }

    /// <summary>Nothing signed is read any further: another suite has signatures of another form.</summary>
    private static WireError? WhySuite(ref WireReader reader)
    {
        var at = reader.Position;
        var suite = reader.ReadInt64();
        if (suite is < 1 or > byte.MaxValue)
            reader.Reject(at,
                new($"套件 {suite}", $"suite {suite}"),
                new($"1 至 {byte.MaxValue}：长度为 2 的数组属于套件 {Suite.Implied}",
                    $"1 to {byte.MaxValue}: an array of 2 is of suite {Suite.Implied}"));
        return reader.Error ?? new WireError(at, new($"套件 {suite}", $"suite {suite}"), LocalizedText.Values(Suite.Known))
        {
            IsUnknownSuite = true,
        };
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref WireReader reader, ReadOnlyMemory<byte> bytes)
    {
        var length = reader.ReadBinary().Length;
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }
}
