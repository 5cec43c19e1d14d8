using System.Security.Cryptography;

namespace CityKit.Credentials.Keys;

/// <summary>A P-256 key from a PKCS #8 PEM text.</summary>
internal static class P256Pem
{
    /// <summary>Reads the text into a new key, which is disposed of when it is on another curve.</summary>
    /// <exception cref="CryptographicException">The text is not a P-256 private key.</exception>
    internal static TKey Read<TKey>(TKey key, string pem) where TKey : ECAlgorithm
    {
        key.ImportFromPem(pem);
        if (key.ExportParameters(false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value) return key;
        key.Dispose();
        throw new CryptographicException("The key must be on P-256. 密钥须在 P-256 曲线上。");
    }
}
