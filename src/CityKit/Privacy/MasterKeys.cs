using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Shared.Ciphers;
using CityKit.Shared.Files;

namespace CityKit.Privacy;

/// <summary>
/// Master keys in a file that its owner alone may read (主密钥文件): one line <c>lookup KEY</c>, then a line <c>key NAME KEY</c> for each
/// master key, the newest last; a KEY is 32 bytes in base64, a NAME 8 hexadecimal digits. Keep a copy of the file apart from the store's
/// backups: without it no personal data can be read, and anyone who has both can read it all.
/// </summary>
public sealed class MasterKeys : IKeyProtector
{
    private const int NameBytes = sizeof(uint);
    private const string Head = "# CityKit master keys: keep apart from the store's backups. 主密钥，须与备份分开保存。";

    private readonly byte[] lookup;
    private readonly IReadOnlyDictionary<uint, byte[]> keys;
    private readonly uint newest;

    private MasterKeys(byte[] lookup, IReadOnlyList<(uint Name, byte[] Key)> keys)
    {
        (this.lookup, newest) = (lookup, keys[^1].Name);
        this.keys = keys.ToDictionary(key => key.Name, key => key.Key);
    }

    /// <inheritdoc/>
    public string KeyId => newest.ToString("x8", CultureInfo.InvariantCulture);

    /// <summary>Keys that last as long as the process: for tests, trials and replays.</summary>
    public static MasterKeys CreateInMemory() => new(NewKey(), [NewNamedKey()]);

    /// <summary>Reads the keys of a file, which is made with new ones when it is missing (mode 0600).</summary>
    /// <exception cref="IOException">The file cannot be read or made.</exception>
    /// <exception cref="FormatException">It holds something else; the message names the line.</exception>
    public static MasterKeys LoadOrCreate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        if (!File.Exists(path)) Write(path, NewLines(), overwrite: false);
        return Parse(path, File.ReadAllLines(path));
    }

    /// <summary>
    /// Adds a newer master key to a file (密钥轮换); the ones before stay, as keys in backups are wrapped with them. A hub wraps its keys
    /// again at its next start.
    /// </summary>
    /// <returns>The new key's name.</returns>
    /// <exception cref="IOException">The file cannot be read or written.</exception>
    /// <exception cref="FormatException">It holds something else; the message names the line.</exception>
    public static string Rotate(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var lines = File.ReadAllLines(path);
        Parse(path, lines);
        var added = NewNamedKey();
        Write(path, [.. lines, LineOf(added)], overwrite: true);
        return added.Name.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>New master keys in the form of the file, for an application that keeps them elsewhere.</summary>
    public static string CreateText() => string.Join('\n', NewLines()) + '\n';

    /// <summary>The same text with a newer master key; see <see cref="Rotate"/>.</summary>
    /// <exception cref="FormatException">It is something else; the message names the line.</exception>
    public static string RotateText(string text)
    {
        Parse(text);
        return $"{text.TrimEnd('\n')}\n{LineOf(NewNamedKey())}\n";
    }

    /// <summary>Reads what <see cref="CreateText"/> gave.</summary>
    /// <exception cref="FormatException">It is something else; the message names the line.</exception>
    public static MasterKeys Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Parse("master keys", text.Split('\n'));
    }

    /// <inheritdoc/>
    public SubjectLookup LookUp(string reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var hash = HMACSHA256.HashData(lookup, Encoding.UTF8.GetBytes(reference));
        return SubjectLookup.FromBytes(hash.AsSpan(0, SubjectLookup.ByteLength));
    }

    /// <inheritdoc/>
    public byte[] Wrap(SubjectId subject, ReadOnlySpan<byte> key)
    {
        var name = new byte[NameBytes];
        BinaryPrimitives.WriteUInt32BigEndian(name, newest);
        var nonce = RandomNumberGenerator.GetBytes(SealedBytes.NonceBytes);
        return [.. name, .. SealedBytes.Seal(keys[newest], nonce, key, [.. name, .. subject.ToArray()])];
    }

    /// <summary>Whether the master key is there that this was wrapped with.</summary>
    public bool Has(ReadOnlySpan<byte> wrapped) =>
        wrapped.Length >= NameBytes && keys.ContainsKey(BinaryPrimitives.ReadUInt32BigEndian(wrapped));

    /// <inheritdoc/>
    public byte[] Unwrap(SubjectId subject, ReadOnlySpan<byte> wrapped)
    {
        if (!Has(wrapped))
            throw new CryptographicException("The key is wrapped with a master key that is not there. 缺少对应的主密钥。");
        return SealedBytes.Open(keys[BinaryPrimitives.ReadUInt32BigEndian(wrapped)], wrapped[NameBytes..],
            [.. wrapped[..NameBytes], .. subject.ToArray()]);
    }

    private static MasterKeys Parse(string path, string[] lines)
    {
        byte[]? lookup = null;
        var keys = new List<(uint, byte[])>();
        for (var line = 0; line < lines.Length; line++)
        {
            if (lines[line].Length == 0 || lines[line][0] == '#') continue;
            if (lines[line].Split(' ') is ["lookup", var text] && KeyOf(text) is { } found && lookup is null) lookup = found;
            else if (ReadKey(lines[line]) is { } named) keys.Add(named);
            else throw new FormatException($"{path}({line + 1}): this is no line of master keys. {path} 第 {line + 1} 行不是主密钥文件的内容。");
        }
        return lookup is not null && keys.Count > 0 ? new MasterKeys(lookup, keys)
            : throw new FormatException($"{path} has no 'lookup' or no 'key' line: it is no file of master keys. "
                + $"{path} 缺少 lookup 或 key 行，不是主密钥文件。");
    }

    private static (uint Name, byte[] Key)? ReadKey(string line) =>
        line.Split(' ') is ["key", { Length: 8 } name, var text] && KeyOf(text) is { } key
        && uint.TryParse(name, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? (number, key) : null;

    private static byte[]? KeyOf(string base64)
    {
        var key = new byte[IKeyProtector.KeyBytes];
        return Convert.TryFromBase64String(base64, key, out var length) && length == key.Length ? key : null;
    }

    private static string[] NewLines() => [Head, $"lookup {Convert.ToBase64String(NewKey())}", LineOf(NewNamedKey())];

    private static byte[] NewKey() => RandomNumberGenerator.GetBytes(IKeyProtector.KeyBytes);

    private static (uint Name, byte[] Key) NewNamedKey() =>
        (BinaryPrimitives.ReadUInt32BigEndian(RandomNumberGenerator.GetBytes(NameBytes)), NewKey());

    private static string LineOf((uint Name, byte[] Key) key) =>
        string.Create(CultureInfo.InvariantCulture, $"key {key.Name:x8} {Convert.ToBase64String(key.Key)}");

    private static void Write(string path, IEnumerable<string> lines, bool overwrite) =>
        DurableFile.Write(path, Encoding.UTF8.GetBytes(string.Join('\n', lines) + '\n'), overwrite);
}
