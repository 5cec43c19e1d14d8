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
    internal static (ReadOnlyMemory<byte> Content, ReadOnlyMemory<byte> Signature)? Decode(ReadOnlyMemory<byte> envelope, string what,
        int maxBytes, out WireError? error)
    {
        var reader = new WireReader(envelope.Span);
        if (envelope.Length > maxBytes) reader.Reject(0, $"{envelope.Length} bytes", $"at most {maxBytes}");
        var count = reader.ReadArrayHeader();
        if (count is not (2 or 3)) reader.Reject(0, $"an array of {count}", $"an array of 2: {what}, signature");
        var content = ReadBytes(ref reader, envelope);
        var at = reader.Position;
        var signature = ReadBytes(ref reader, envelope);
        error = count == 3 ? WhySuite(ref reader) : null;
        if (error is not null) return null;
        if (signature.Length != SignatureBytes) reader.Reject(at, $"a signature of {signature.Length} bytes", $"{SignatureBytes}");
        if (!reader.AtEnd) reader.Reject(reader.Position, "more bytes", "the end of the envelope");
        error = reader.Error;
        return error is null ? (content, signature) : null;
    }

    /// <summary>Nothing signed is read any further: another suite has signatures of another form.</summary>
    private static WireError? WhySuite(ref WireReader reader)
    {
        var at = reader.Position;
        var suite = reader.ReadInt64();
        if (suite is < 1 or > byte.MaxValue)
            reader.Reject(at, $"suite {suite}", $"1 to {byte.MaxValue}: an array of 2 is of suite {Suite.Implied}");
        return reader.Error ?? new WireError(at, $"suite {suite}", Suite.Known) { IsUnknownSuite = true };
    }

    private static ReadOnlyMemory<byte> ReadBytes(ref WireReader reader, ReadOnlyMemory<byte> bytes)
    {
        var length = reader.ReadBinary().Length;
        return reader.Error is null ? bytes.Slice(reader.Position - length, length) : default;
    }
}
