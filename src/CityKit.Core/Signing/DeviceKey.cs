using System.Security.Cryptography;
using System.Text;
using CityKit.Shared.Files;

namespace CityKit.Core.Signing;

/// <summary>A device's key pair (设备密钥): ECDSA on P-256 with SHA-256.</summary>
/// <remarks>
/// Devices sign batches with one, and hubs their answers and bundles. The private half stays in this process or in the file that it was
/// read from: an administrator admits the public one. Dispose it at the end; nothing else may use it then. It is no certificate: what a key
/// means is what somebody admitted it for.
/// </remarks>
/// <example><code>
/// using var key = DeviceKey.LoadOrCreate("device.pem"); // mode 0600, never overwritten
/// Console.WriteLine(key.Public.Fingerprint);            // what two people compare before it is admitted
/// var signature = key.Sign("hello"u8);
/// Console.WriteLine(key.Public.Verify("hello"u8, signature)); // True
/// </code></example>
public sealed class DeviceKey : IDisposable
{
    private readonly ECDsa key;

    private DeviceKey(ECDsa key)
    {
        this.key = key;
        Public = new DevicePublicKey(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>The half that the hub is given.</summary>
    public DevicePublicKey Public { get; }

    /// <summary>A new key from the system's random source.</summary>
    public static DeviceKey Create() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads the key from a PKCS #8 PEM file, or makes one and writes it first (mode 0600, synced, never overwriting).</summary>
    /// <exception cref="CryptographicException">The file holds no P-256 key.</exception>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    public static DeviceKey LoadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (File.Exists(path)) return Load(path);
        using var fresh = Create();
        DurableFile.Write(path, Encoding.ASCII.GetBytes(fresh.ToPem()), overwrite: false);
        return Load(path);
    }

    /// <summary>Signs bytes: 64 bytes, r then s (IEEE P1363).</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) =>
        key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    /// <summary>The key as PKCS #8 PEM, for anyone who keeps it elsewhere than in a file.</summary>
    public string ToPem() => key.ExportPkcs8PrivateKeyPem();

    /// <summary>Reads what <see cref="ToPem"/> gave.</summary>
    /// <exception cref="CryptographicException">It is no P-256 key.</exception>
    public static DeviceKey FromPem(string pem)
    {
        ArgumentNullException.ThrowIfNull(pem);
        return Read(pem, "The text");
    }

    private static DeviceKey Load(string path) => Read(File.ReadAllText(path), path);

    private static DeviceKey Read(string pem, string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            key.ExportPkcs8PrivateKey(); // a public key alone must fail here, not at the first signature
            return new DeviceKey(key);
        }
        catch (Exception wrong) when (wrong is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CryptographicException(
                $"{path} holds no PKCS #8 PEM key on P-256; move it aside to have a new one made, and admit that one at the hub. "
                    + $"{path} 中没有可用的 P-256 私钥；移开后会生成新密钥，须在中枢重新登记。", wrong);
        }
    }
}
