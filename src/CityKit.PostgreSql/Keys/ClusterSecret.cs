using System.Security.Cryptography;
using System.Text;
using CityKit.Shared.Files;

namespace CityKit.PostgreSql.Keys;

/// <summary>
/// What a city's keys are sealed with in its database (集群密钥): the same on every node and never in the database, so that a copy of the
/// database opens nothing. Keep a copy of it apart from the database's backups.
/// </summary>
public sealed class ClusterSecret
{
    private const int Bytes = 32;

    private ClusterSecret(byte[] key) => Key = key;

    internal byte[] Key { get; }

    /// <summary>Reads a secret: 32 bytes in base64, as from the environment or a configuration.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static ClusterSecret Parse(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        var key = new byte[Bytes];
        return Convert.TryFromBase64String(base64.Trim(), key, out var length) && length == Bytes ? new ClusterSecret(key)
            : throw new FormatException($"This is no secret of a city: {Bytes} bytes in base64. 集群密钥须为 {Bytes} 字节的 base64。");
    }

    /// <summary>Reads the secret of a file.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="FormatException">It holds something else.</exception>
    public static ClusterSecret Load(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Parse(File.ReadAllText(path));
    }

    /// <summary>Makes a new secret in a file that its owner alone may read (mode 0600).</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static ClusterSecret Create(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var key = RandomNumberGenerator.GetBytes(Bytes);
        DurableFile.Write(path, Encoding.ASCII.GetBytes(Convert.ToBase64String(key) + '\n'), overwrite: false);
        return new ClusterSecret(key);
    }
}
