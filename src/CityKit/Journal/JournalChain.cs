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
    /// <summary>The hash after one more entry.</summary>
    public static RunningHash Next(RunningHash before, JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        const int Head = 17;
        var key = Encoding.UTF8.GetBytes(entry.Key);
        Span<byte> record = stackalloc byte[Head + sizeof(int) + SHA256.HashSizeInBytes];
        BinaryPrimitives.WriteInt64BigEndian(record, entry.Number);
        BinaryPrimitives.WriteInt64BigEndian(record[8..], entry.ReceivedAt.ToUnixNanoseconds());
        record[16] = (byte)entry.Kind;
        BinaryPrimitives.WriteInt32BigEndian(record[Head..], key.Length);
        SHA256.HashData(key.Length == 0 ? entry.Payload.Span : [.. key, .. entry.Payload.Span], record[(Head + sizeof(int))..]);
        return before.Next(record);
    }
}
