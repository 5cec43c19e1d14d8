using System.Security.Cryptography;
using CityKit.Core.Wire;

namespace CityKit.Core.Signing;

/// <summary>The public half of a device's key: checks signatures, travels as SubjectPublicKeyInfo.</summary>
public sealed class DevicePublicKey : IEquatable<DevicePublicKey>
{
    private const string P256 = "1.2.840.10045.3.1.7"; // secp256r1, RFC 5480 section 2.1.1.1
    private readonly byte[] info;
    private readonly ECDsa key;

    /// <summary>A key from its SubjectPublicKeyInfo (DER).</summary>
    /// <exception cref="CryptographicException">The bytes hold no P-256 public key.</exception>
    public DevicePublicKey(ReadOnlySpan<byte> subjectPublicKeyInfo)
    {
        key = Import(subjectPublicKeyInfo, out var read);
        if (read != subjectPublicKeyInfo.Length)
            throw new CryptographicException($"{subjectPublicKeyInfo.Length - read} bytes follow the key. 密钥之后有多余字节。");
        var curve = key.ExportParameters(includePrivateParameters: false).Curve;
        if (curve.Oid.Value != P256)
            throw OtherCurve(curve.Oid.FriendlyName);
        info = subjectPublicKeyInfo.ToArray();
    }

    /// <summary>The SubjectPublicKeyInfo (DER).</summary>
    public ReadOnlyMemory<byte> Info => info;

    /// <summary>SHA-256 of the SubjectPublicKeyInfo as hexadecimal digits: what two people compare when a device is admitted.</summary>
    public string Fingerprint => Convert.ToHexStringLower(SHA256.HashData(info));

    /// <summary>What the fingerprint begins with.</summary>
    public KeyPrint Print => KeyPrint.FromBytes(SHA256.HashData(info));

    /// <summary>True when the 64 bytes sign these bytes.</summary>
    public bool Verify(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature) =>
        key.VerifyData(bytes, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <summary>A curve that this machine does not know is not a fault of the platform but of the key.</summary>
    private static ECDsa Import(ReadOnlySpan<byte> info, out int read)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(info, out read);
            return key;
        }
        catch (Exception unknown) when (unknown is PlatformNotSupportedException or NotSupportedException or ArgumentException)
        {
            key.Dispose();
            throw OtherCurve(null, unknown);
        }
    }

    private static CryptographicException OtherCurve(string? name, Exception? cause = null) =>
        new($"A device key is on P-256, not on {name ?? "another curve"}. 设备密钥须为 P-256，而非 {name ?? "其他曲线"}。", cause);

    /// <inheritdoc/>
    public bool Equals(DevicePublicKey? other) => other is not null && info.AsSpan().SequenceEqual(other.info);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DevicePublicKey);

    /// <inheritdoc/>
    public override int GetHashCode() => BitConverter.ToInt32(info, info.Length - 4);
}
