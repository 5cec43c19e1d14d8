using System.Security.Cryptography;

namespace CityKit.Core.Signing;

/// <summary>A device's key pair (设备密钥): ECDSA on P-256 with SHA-256. The private half never leaves the device.</summary>
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
        WriteNew(path, fresh.key.ExportPkcs8PrivateKeyPem());
        return Load(path);
    }

    /// <summary>Signs bytes: 64 bytes, r then s (IEEE P1363).</summary>
    public byte[] Sign(ReadOnlySpan<byte> bytes) => key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    /// <inheritdoc/>
    public void Dispose() => key.Dispose();

    private static DeviceKey Load(string path)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
        }
        catch (ArgumentException wrong)
        {
            throw new CryptographicException($"{path} holds no PKCS #8 PEM key; move it aside to have a new one made, and admit that one at the hub. 文件中没有可用的私钥。", wrong);
        }
        return new DeviceKey(key);
    }

    /// <summary>A half-written key must never be found: written beside, synced, then linked into place by rename.</summary>
    private static void WriteNew(string path, string pem)
    {
        var beside = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(beside, options))
        {
            file.Write(System.Text.Encoding.ASCII.GetBytes(pem));
            file.Flush(flushToDisk: true);
        }
        File.Move(beside, path, overwrite: false);
    }
}
