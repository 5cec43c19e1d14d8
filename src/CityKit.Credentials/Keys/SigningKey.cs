using System.Security.Cryptography;

namespace CityKit.Credentials.Keys;

/// <summary>A private key for ES256 in memory (私钥).</summary>
public sealed class SigningKey : ISigner, IDisposable
{
    private readonly ECDsa key;

    private SigningKey(ECDsa key, string? id)
    {
        this.key = key;
        var point = key.ExportParameters(false).Q;
        PublicKey = PublicJwk.Of(Es256Suite.Curve, point.X, point.Y, id);
    }

    /// <inheritdoc/>
    public string Algorithm => Es256Suite.Name;

    /// <inheritdoc/>
    public PublicJwk PublicKey { get; }

    /// <summary>A new key from the system's random source.</summary>
    /// <param name="id">The <c>kid</c> that its tokens name; none by default.</param>
    public static SigningKey Create(string? id = null) => new(ECDsa.Create(ECCurve.NamedCurves.nistP256), id);

    /// <summary>Reads a PKCS #8 PEM text.</summary>
    /// <exception cref="CryptographicException">The text is not a P-256 private key.</exception>
    public static SigningKey FromPem(string pem, string? id = null)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return new SigningKey(P256Pem.Read(ECDsa.Create(), pem), id);
    }

    /// <summary>The key as PKCS #8 PEM. It is secret.</summary>
    public string ToPem() => key.ExportPkcs8PrivateKeyPem();

    /// <inheritdoc/>
    public byte[] Sign(ReadOnlySpan<byte> data) =>
        key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();
}
