using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Core.Wire;
using CityKit.Credentials.Keys;
using NodaTime;

namespace CityKit.Credentials.Passes;

/// <summary>
/// What a rider's phone says after it read a gate's poster (骑鲁通扫码入门): the pass, the gate, where and when, and the holder's signature
/// over all of it. The place is the phone's own word: a changed phone can lie about it, a copied poster cannot.
/// </summary>
/// <param name="Pass">The pass.</param>
/// <param name="Gate">The gate that the poster names.</param>
/// <param name="Place">Where the phone is.</param>
/// <param name="AccuracyMetres">How exact it knows that, 0 to 10,000 m.</param>
/// <param name="At">When; whole seconds.</param>
/// <param name="Signature">64 bytes, ES256.</param>
public sealed record PosterProof(SignedPass Pass, string Gate, GeoPoint Place, int AccuracyMetres, Instant At,
    ReadOnlyMemory<byte> Signature)
{
    private const int MaxAccuracy = 10_000;
    private const double UnitsPerDegree = 1e7;
    private const int Members = 8;

    /// <summary>The proof of a phone, now.</summary>
    /// <exception cref="ArgumentException">The key is not that of the pass, or a value is out of its range.</exception>
    public static PosterProof Sign(SignedPass pass, ISigner holder, string gate, GeoPoint place, int accuracyMetres, Instant now)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(holder);
        ArgumentOutOfRangeException.ThrowIfNegative(accuracyMetres);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(accuracyMetres, MaxAccuracy);
        PassCode.CheckShown(pass, holder, gate);
        var unsigned = new PosterProof(pass, gate, PlaceOf(Units(place.Longitude), Units(place.Latitude)), accuracyMetres,
            Instant.FromUnixTimeSeconds(now.ToUnixTimeSeconds()), default);
        return unsigned with { Signature = holder.Sign(unsigned.Signed()) };
    }

    /// <summary>The proof as one text in base64url.</summary>
    public override string ToString()
    {
        var writer = new WireWriter(new byte[PassCode.MaxBytes + 64]);
        writer.WriteArrayHeader(Members);
        writer.WriteBinary(Pass.Bytes.Span);
        writer.WriteBinary(Pass.Signature.Span);
        writer.WriteString(Gate);
        writer.WriteInt64(Units(Place.Longitude));
        writer.WriteInt64(Units(Place.Latitude));
        writer.WriteInt64(AccuracyMetres);
        writer.WriteInt64(At.ToUnixTimeSeconds());
        writer.WriteBinary(Signature.Span);
        return Base64Url.EncodeToString(writer.Written);
    }

    /// <summary>Reads a proof; checks its form, no signature.</summary>
    /// <returns>The proof, or null with what is wrong.</returns>
    public static PosterProof? Read(string text, out CredentialProblem? problem)
    {
        ArgumentNullException.ThrowIfNull(text);
        problem = text.Length <= 2 * PassCode.MaxBytes && Base64Url.IsValid(text) ? null
            : CredentialProblem.Of("form", "proof", "It is no proof in base64url.", "不是 base64url 编码的证明。");
        if (problem is not null) return null;
        var reader = new WireReader(Base64Url.DecodeFromChars(text));
        var count = reader.ReadArrayHeader();
        if (count != Members) reader.Reject(0, WireError.Array(count), WireError.Array(Members));
        return Read(ref reader, out problem);
    }

    /// <summary>Whether the pass's holder signed this.</summary>
    internal bool IsSignedBy(ISignatureVerifier holder) => holder.Verify(Signed(), Signature.Span);

    /// <summary>The same for one proof, however often it is sent.</summary>
    internal string Fingerprint() => Convert.ToHexStringLower(SHA256.HashData(Signed()).AsSpan(0, 16));

    private static PosterProof? Read(ref WireReader reader, out CredentialProblem? problem)
    {
        var pass = SignedPass.Read(ref reader, out problem);
        var gate = PassCode.ReadGate(ref reader);
        var (longitude, latitude) = (Within(ref reader, 180 * (long)UnitsPerDegree), Within(ref reader, 90 * (long)UnitsPerDegree));
        var (accuracy, seconds) = (Within(ref reader, MaxAccuracy), Within(ref reader, uint.MaxValue));
        var signature = SignedPass.ReadSignature(ref reader, SignedPass.Holder);
        if (accuracy < 0 || seconds < 0 || !reader.AtEnd)
            reader.Reject(reader.Position, new("负数或多余的字节", "a negative number or more bytes"),
                new("证明结束", "the end of the proof"));
        if (reader.Error is { } error) problem ??= SignedPass.ProblemOf(error);
        return problem is null
            ? new PosterProof(pass!, gate, PlaceOf(longitude, latitude), (int)accuracy, Instant.FromUnixTimeSeconds(seconds), signature)
            : null;
    }

    private static long Within(ref WireReader reader, long most)
    {
        var at = reader.Position;
        var number = reader.ReadInt64();
        if (number < -most || number > most) reader.Reject(at, LocalizedText.Values($"{number}"), WireError.Between(-most, most));
        return reader.Error is null ? number : 0;
    }

    private static long Units(double degrees) => (long)Math.Round(degrees * UnitsPerDegree);

    private static GeoPoint PlaceOf(long longitude, long latitude) =>
        GeoPoint.FromDegrees(longitude / UnitsPerDegree, latitude / UnitsPerDegree);

    private byte[] Signed()
    {
        var numbers = new byte[4 * sizeof(long)];
        var at = 0;
        foreach (var number in (ReadOnlySpan<long>)[Units(Place.Longitude), Units(Place.Latitude), AccuracyMetres, At.ToUnixTimeSeconds()])
            BinaryPrimitives.WriteInt64BigEndian(numbers.AsSpan(sizeof(long) * at++), number);
        return [.. "citykit-pass-at 1\0"u8, .. SHA256.HashData(Pass.Bytes.Span), .. numbers, .. Encoding.ASCII.GetBytes(Gate)];
    }
}
