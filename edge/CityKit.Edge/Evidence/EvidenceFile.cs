using System.Security.Cryptography;
using System.Text;
using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Core.Signing;
using CityKit.Core.Wire;

namespace CityKit.Edge.Evidence;

/// <summary>
/// Writes and checks evidence files (证据文件): one MessagePack array of the format's name, the entries (head, then edges), the device's public
/// key and its signature. Each entry carries the running hash of all before it; the signature covers the format's name and the last hash.
/// Any byte that differs is found, and its place reported.
/// </summary>
public static class EvidenceFile
{
    /// <summary>The format's name, which begins every file.</summary>
    public const string Format = "citykit-evidence/1";

    /// <summary>The largest file that is read, in bytes.</summary>
    public const int MaxBytes = 8 << 20;

    private const int SignatureBytes = 64;

    /// <summary>The file of a record, signed.</summary>
    /// <exception cref="ArgumentException">The record holds more edges than a file may.</exception>
    public static byte[] Write(EvidenceRecord record, DeviceKey key)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(key);
        if (record.Edges.Count > EvidenceRecord.MaxEdges)
            throw new ArgumentException($"Evidence holds at most {EvidenceRecord.MaxEdges} edges, not {record.Edges.Count}.",
                nameof(record));
        byte[][] entries = [EvidenceHead.Encode(record), .. record.Edges.Select(EncodeEdge)];
        var last = entries.Aggregate(default(RunningHash), (hash, entry) => hash.Next(entry));
        return Join(entries, key.Public.Info.Span, key.Sign(Signed(last)));
    }

    /// <summary>Checks a file against the key that the device is known by.</summary>
    public static EvidenceCheck Verify(ReadOnlySpan<byte> bytes, DevicePublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return Parts(bytes, out var problem) is { } parts ? Judge(bytes, parts, key) : problem!;
    }

    /// <summary>
    /// Checks a file against the key in it. That alone proves nothing about a device: compare the signer's fingerprint with the one the
    /// device is known by.
    /// </summary>
    /// <param name="bytes">The file.</param>
    /// <param name="signer">The key in it; null when it has none.</param>
    public static EvidenceCheck Verify(ReadOnlySpan<byte> bytes, out DevicePublicKey? signer)
    {
        signer = null;
        if (Parts(bytes, out var problem) is not { } parts) return problem!;
        signer = KeyOf(parts);
        return signer is null
            ? Wrong(parts.KeyAt, -1, "文件中没有可用的 P-256 公钥。", "The file holds no P-256 public key.") : Judge(bytes, parts, signer);
    }

    private static EvidenceParts? Parts(ReadOnlySpan<byte> bytes, out EvidenceCheck? problem)
    {
        problem = bytes.Length > MaxBytes ? Wrong(MaxBytes, -1, $"文件超过 {MaxBytes} 字节。", $"The file has more than {MaxBytes} bytes.") : null;
        if (problem is not null) return null;
        var parts = EvidenceParts.Read(bytes, out var error);
        if (parts is null) problem = new EvidenceCheck(null, error!.Message, error.Offset, -1);
        return parts;
    }

    private static EvidenceCheck Judge(ReadOnlySpan<byte> bytes, EvidenceParts parts, DevicePublicKey key) =>
        WrongForm(bytes, parts) ?? WrongChain(parts) ?? WrongSigner(parts, key) ?? Read(parts);

    private static DevicePublicKey? KeyOf(EvidenceParts parts)
    {
        try
        {
            return new DevicePublicKey(parts.Key);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static byte[] EncodeEdge(EvidenceEdge edge)
    {
        var writer = new WireWriter(new byte[32]);
        writer.WriteArrayHeader(4);
        writer.WriteInt64(edge.Line);
        writer.WriteInt64((long)edge.Edge);
        writer.WriteInt64(edge.Nanoseconds);
        writer.WriteInt64(edge.LineSequence);
        return writer.Written.ToArray();
    }

    private static byte[] Join(IReadOnlyList<byte[]> entries, ReadOnlySpan<byte> key, ReadOnlySpan<byte> signature)
    {
        var writer = new WireWriter(new byte[256 + key.Length + entries.Sum(e => e.Length + 48)]);
        writer.WriteArrayHeader(4);
        writer.WriteString(Format);
        writer.WriteArrayHeader(entries.Count);
        var hash = default(RunningHash);
        foreach (var entry in entries)
        {
            hash = hash.Next(entry);
            writer.WriteArrayHeader(2);
            writer.WriteBinary(entry);
            writer.WriteBinary(hash.ToArray());
        }
        writer.WriteBinary(key);
        writer.WriteBinary(signature);
        return writer.Written.ToArray();
    }

    private static byte[] Signed(RunningHash last) => [.. Encoding.ASCII.GetBytes(Format), (byte)'\n', .. last.ToArray()];

    /// <summary>There is one way to write a file down: a byte that reads the same and is another is wrong too.</summary>
    private static EvidenceCheck? WrongForm(ReadOnlySpan<byte> bytes, EvidenceParts parts)
    {
        if (parts.Signature.Length != SignatureBytes)
            return Wrong(parts.SignatureAt, -1, "签名长度不对。", $"The signature has {parts.Signature.Length} bytes, not {SignatureBytes}.");
        var written = Join([.. parts.Entries.Select(e => e.Bytes)], parts.Key, parts.Signature);
        var same = bytes.CommonPrefixLength(written);
        if (same == bytes.Length && same == written.Length) return null;
        var entry = parts.Entries.FindLastIndex(e => e.At <= same);
        return same >= parts.KeyAt
            ? Wrong(same, -1, $"第 {same} 字节被改动。", $"Byte {same} was changed.")
            : Wrong(same, entry, $"第 {entry} 条记录被改动。", $"Entry {entry} was changed, or its hash.");
    }

    /// <summary>The hashes were as the entries make them, or <see cref="WrongForm"/> had said so; what is left is an empty chain.</summary>
    private static EvidenceCheck? WrongChain(EvidenceParts parts) =>
        parts.Entries.Count > 0 ? null : Wrong(0, -1, "文件没有记录。", "The file has no entries.");

    private static EvidenceCheck? WrongSigner(EvidenceParts parts, DevicePublicKey key)
    {
        var last = parts.Entries.Aggregate(default(RunningHash), (hash, entry) => hash.Next(entry.Bytes));
        if (!parts.Key.AsSpan().SequenceEqual(key.Info.Span))
            return Wrong(parts.KeyAt, -1, "由另一台设备的密钥签名。", "It was signed with another device's key.");
        return key.Verify(Signed(last), parts.Signature)
            ? null : Wrong(parts.SignatureAt, -1, "签名不符。", "The signature does not fit the entries.");
    }

    private static EvidenceCheck Read(EvidenceParts parts)
    {
        var record = EvidenceHead.Decode(parts.Entries[0].Bytes, out var error);
        if (record is null) return new EvidenceCheck(null, error!.Message, parts.Entries[0].At + error.Offset, 0);
        var edges = new EvidenceEdge[parts.Entries.Count - 1];
        for (var i = 0; i < edges.Length; i++)
        {
            var reader = new WireReader(parts.Entries[i + 1].Bytes);
            reader.ReadArrayHeader();
            edges[i] = new EvidenceEdge((int)reader.ReadInt64(), (Gpio.LineEdge)reader.ReadInt64(), reader.ReadInt64(),
                (uint)reader.ReadInt64());
            if (reader.Error is { } wrong) return new EvidenceCheck(null, wrong.Message, parts.Entries[i + 1].At + wrong.Offset, i + 1);
        }
        return new EvidenceCheck(record with { Edges = edges }, null, -1, -1);
    }

    private static EvidenceCheck Wrong(int offset, int entry, string zh, string en) => new(null, new LocalizedText(zh, en), offset, entry);
}
