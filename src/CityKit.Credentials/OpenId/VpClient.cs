using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.OpenId;

/// <summary>A verifier as wallets know it (验证方): a certificate's key, and the hash of the certificate as its name (OpenID4VP 1.0, 5.9.3,
/// <c>x509_hash</c>). Immutable.</summary>
public sealed class VpClient
{
    private readonly ISigner signer;
    private readonly IReadOnlyList<string> certificates;

    /// <summary>A verifier.</summary>
    /// <param name="signer">The key of the first certificate; ES256.</param>
    /// <param name="certificates">The chain in DER, the verifier's own first, without the trust anchor.</param>
    /// <exception cref="ArgumentException">There is no certificate, the first is not the signer's or is self-signed, or the algorithm is
    /// not ES256.</exception>
    public VpClient(ISigner signer, IReadOnlyList<ReadOnlyMemory<byte>> certificates)
    {
        ArgumentNullException.ThrowIfNull(signer);
        ArgumentNullException.ThrowIfNull(certificates);
        if (certificates.Count == 0) throw new ArgumentException("A verifier has a certificate.", nameof(certificates));
        if (signer.Algorithm != "ES256")
            throw new ArgumentException($"Requests are signed with ES256, not {signer.Algorithm}.", nameof(signer));
        CheckLeaf(signer, certificates[0].Span);
        this.signer = signer;
        this.certificates = [.. certificates.Select(one => Convert.ToBase64String(one.Span))];
        Id = "x509_hash:" + Base64Url.EncodeToString(SHA256.HashData(certificates[0].Span));
    }

    /// <summary>Its name, <c>client_id</c>; also the audience that holders sign for.</summary>
    public string Id { get; }

    internal string Sign(string type, ReadOnlySpan<byte> payload) => Tokens.JwsWriter.Sign(signer, type, payload, certificates);

    private static void CheckLeaf(ISigner signer, ReadOnlySpan<byte> der)
    {
        using var leaf = LoadLeaf(der);
        if (leaf.SubjectName.RawData.AsSpan().SequenceEqual(leaf.IssuerName.RawData))
            throw new ArgumentException("The certificate is self-signed; HAIP 1.0 asks for one that an authority issued.", nameof(signer));
        using var key = leaf.GetECDsaPublicKey();
        var point = key?.ExportParameters(false).Q;
        if (point is not { X.Length: 32, Y.Length: 32 } q || !PublicJwk.Of("P-256", q.X, q.Y).Equals(signer.PublicKey))
            throw new ArgumentException("The first certificate is not of the signer's key.", nameof(signer));
    }

    private static X509Certificate2 LoadLeaf(ReadOnlySpan<byte> der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException broken)
        {
            throw new ArgumentException("The first certificate cannot be read.", nameof(der), broken);
        }
    }
}
