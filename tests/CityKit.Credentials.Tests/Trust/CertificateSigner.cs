using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CityKit.Credentials.Keys;

namespace CityKit.Credentials.Tests.Trust;

/// <summary>Signs with a certificate's key: a signer of an integrator's own behind the seam.</summary>
internal sealed class CertificateSigner(X509Certificate2 certificate) : ISigner
{
    public string Algorithm => "ES256";

    public PublicJwk PublicKey
    {
        get
        {
            using var key = certificate.GetECDsaPublicKey()!;
            var point = key.ExportParameters(false).Q;
            return PublicJwk.Of("P-256", point.X, point.Y);
        }
    }

    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        using var key = certificate.GetECDsaPrivateKey()!;
        return key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
    }
}
