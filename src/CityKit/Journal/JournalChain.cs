using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core.Chain;
using CityKit.Core.Time;

namespace CityKit.Journal;

/// <summary>
/// The running hash over all entries of a journal (流水链): a change of any of them changes every hash after it. Suite 0, SHA-256.
/// </summary>
public static class JournalChain
{
    private const int Head = 17;

    /// <summary>Length of what the chain has of an entry.</summary>
    internal const int RecordBytes = Head + sizeof(int) + SHA256.HashSizeInBytes;

    /// <summary>The hash after one more entry; the same whether its payload is there or was pruned.</summary>
    public static RunningHash Next(RunningHash before, JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Span<byte> record = stackalloc byte[RecordBytes];
        WriteRecord(entry, record);
        return before.Next(record);
    }

    /// <summary>What the chain has of an entry: number, time, kind, the key's length, and what stands for the payload.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="record"><see cref="RecordBytes"/> bytes.</param>
    internal static void WriteRecord(JournalEntry entry, Span<byte> record)
    {
        BinaryPrimitives.WriteInt64BigEndian(record, entry.Number);
        BinaryPrimitives.WriteInt64BigEndian(record[8..], entry.ReceivedAt.ToUnixNanoseconds());
        record[16] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt32BigEndian(record[Head..], Encoding.UTF8.GetByteCount(entry.Key));
        DigestOf(entry).CopyTo(record[(Head + sizeof(int))..]);
    }

    /// <summary>What stands for an entry's payload: the SHA-256 of key and payload, 32 bytes.</summary>
    public static byte[] DigestOf(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.IsPruned ? entry.Digest.ToArray() : DigestOf(entry.Key, entry.Payload.Span);
    }

    internal static byte[] DigestOf(string key, ReadOnlySpan<byte> payload) =>
        SHA256.HashData(key.Length == 0 ? payload : [.. Encoding.UTF8.GetBytes(key), .. payload]);
}
