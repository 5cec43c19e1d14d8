using System.Security.Cryptography;

namespace CityKit.Core.Sealing;

/// <summary>
/// The key that opens sealed notes (密封件密钥): anyone who has its public half can seal a note, its holder alone can open it. So a hub can keep
/// what its operator must not read, such as a vote, whose key the tellers have. Safe to use from many threads at once.
/// </summary>
/// <remarks>
/// A note is one byte of suite (0), 65 bytes of a P-256 point, 12 of nonce, the encrypted bytes and 16 of tag: ECDH with a key made for
/// the note, HKDF and AES-256-GCM. It says nothing but its length: pad what is sealed to one length where that would reveal something.
/// </remarks>
/// <example><code>
/// using var tellers = NoteKey.Create();
/// var ballot = NoteKey.Seal(tellers.PublicKey, "yes"u8);
/// var opened = tellers.Open(ballot); // "yes", for the tellers alone
/// </code></example>
public sealed class NoteKey : IDisposable
{
    private const int PointBytes = 65;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private const int HeadBytes = 1 + PointBytes + NonceBytes;

    private readonly ECDiffieHellman key;

    private NoteKey(ECDiffieHellman key) => this.key = key;

    /// <summary>A new key.</summary>
    public static NoteKey Create() => new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads what <see cref="Export"/> wrote.</summary>
    /// <exception cref="CryptographicException">It is no such key.</exception>
    public static NoteKey Import(ReadOnlySpan<byte> pkcs8)
    {
        var key = ECDiffieHellman.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            return new NoteKey(key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>The public half, as a SubjectPublicKeyInfo.</summary>
    public byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    /// <summary>The whole key, as PKCS #8: keep it secret.</summary>
    public byte[] Export() => key.ExportPkcs8PrivateKey();

    /// <summary>Seals a note for the holder of a key.</summary>
    /// <param name="publicKey">The public half of a key, a P-256 SubjectPublicKeyInfo.</param>
    /// <param name="plain">What to seal.</param>
    /// <exception cref="CryptographicException">The key is not valid.</exception>
    public static byte[] Seal(ReadOnlySpan<byte> publicKey, ReadOnlySpan<byte> plain)
    {
        using var reader = ECDiffieHellman.Create();
        reader.ImportSubjectPublicKeyInfo(publicKey, out _);
        using var once = ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256);
        var note = new byte[HeadBytes + plain.Length + TagBytes];
        PointOf(once).CopyTo(note, 1);
        RandomNumberGenerator.Fill(note.AsSpan(1 + PointBytes, NonceBytes));
        using var aes = new AesGcm(Derive(once, reader, note.AsSpan(1, PointBytes)), TagBytes);
        aes.Encrypt(note.AsSpan(1 + PointBytes, NonceBytes), plain, note.AsSpan(HeadBytes, plain.Length),
            note.AsSpan(HeadBytes + plain.Length), note.AsSpan(0, 1));
        return note;
    }

    /// <summary>Opens a note.</summary>
    /// <exception cref="CryptographicException">It was sealed for another key, is of a suite that this version does not know, or is
    /// damaged.</exception>
    public byte[] Open(ReadOnlySpan<byte> note)
    {
        if (note.Length < HeadBytes + TagBytes || note[0] != 0)
            throw new CryptographicException("This is no sealed note of suite 0. 不是套件 0 的密封件。");
        using var once = ECDiffieHellman.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = note.Slice(2, 32).ToArray(), Y = note.Slice(34, 32).ToArray() },
        });
        var plain = new byte[note.Length - HeadBytes - TagBytes];
        using var aes = new AesGcm(Derive(key, once, note.Slice(1, PointBytes)), TagBytes);
        aes.Decrypt(note.Slice(1 + PointBytes, NonceBytes), note.Slice(HeadBytes, plain.Length), note[^TagBytes..], plain, note[..1]);
        return plain;
    }

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static byte[] PointOf(ECDiffieHellman key)
    {
        var q = key.ExportParameters(includePrivateParameters: false).Q;
        return [4, .. q.X!, .. q.Y!];
    }

    private static byte[] Derive(ECDiffieHellman own, ECDiffieHellman other, ReadOnlySpan<byte> salt) => HKDF.DeriveKey(
        HashAlgorithmName.SHA256, own.DeriveRawSecretAgreement(other.PublicKey), 32, salt.ToArray(), "CityKit sealed note"u8.ToArray());
}
