using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CityKit.Components.Nearest;

/// <summary>
/// An index as bytes and back: a head, the tables as they are in memory, SHA-256 over everything. The file is a cache of this machine's, so
/// its numbers are in the machine's own order.
/// </summary>
internal static class IndexFile
{
    private const int HeadBytes = 32;
    private const int ChunkBytes = 1 << 20;
    private static ReadOnlySpan<byte> Mark => "citykit-near/2\0\0"u8;

    internal static void Write(ComponentIndex index, Stream to, ReadOnlySpan<byte> stamp)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[HeadBytes];
        Head(head, index.Entries.Length, index.Starts.Length, index.Blocks.Length);
        Put(head);
        Put(SHA256.HashData(stamp));
        Put(MemoryMarshal.AsBytes(new ReadOnlySpan<CellGrid>(in index.Coarse)));
        PutAll(index.Blocks);
        PutAll(index.Starts);
        PutAll(index.Entries);
        to.Write(hash.GetHashAndReset());

        void Put(ReadOnlySpan<byte> bytes)
        {
            hash.AppendData(bytes);
            to.Write(bytes);
        }

        void PutAll<T>(ReadOnlySpan<T> items) where T : unmanaged
        {
            for (var step = ChunkBytes / Unsafe.SizeOf<T>(); !items.IsEmpty; items = items[Math.Min(step, items.Length)..])
                Put(MemoryMarshal.AsBytes(items[..Math.Min(step, items.Length)]));
        }
    }

    /// <summary>
    /// The index of a file written with the same stamp; null when it has another, is damaged, or came from another version or machine.
    /// </summary>
    internal static ComponentIndex? Read(Stream from, ReadOnlySpan<byte> stamp)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[HeadBytes], digest = stackalloc byte[SHA256.HashSizeInBytes];
        if (!Take(head) || !Take(digest) || !digest.SequenceEqual(SHA256.HashData(stamp))) return null;
        var (entries, starts, blocks) = (Int(head, 16), Int(head, 20), Int(head, 24));
        if (!IsHead(head, entries, starts, blocks) || from.CanSeek && from.Length != FileBytes(entries, starts, blocks)) return null;
        var coarse = new CellGrid[1];
        var (entryTable, startTable, blockTable) = (new IndexEntry[entries], new int[starts], new IndexBlock[blocks]);
        if (!TakeAll<CellGrid>(coarse) || !TakeAll<IndexBlock>(blockTable) || !TakeAll<int>(startTable) || !TakeAll<IndexEntry>(entryTable))
            return null;
        var right = from.ReadAtLeast(digest, digest.Length, throwOnEndOfStream: false) == digest.Length
            && digest.SequenceEqual(hash.GetHashAndReset());
        return right ? new ComponentIndex(entryTable, coarse[0], blockTable, startTable) : null;

        bool Take(Span<byte> bytes)
        {
            if (from.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length) return false;
            hash.AppendData(bytes);
            return true;
        }

        bool TakeAll<T>(Span<T> items) where T : unmanaged
        {
            for (var step = ChunkBytes / Unsafe.SizeOf<T>(); !items.IsEmpty; items = items[Math.Min(step, items.Length)..])
                if (!Take(MemoryMarshal.AsBytes(items[..Math.Min(step, items.Length)]))) return false;
            return true;
        }
    }

    private static void Head(Span<byte> head, int entries, int starts, int blocks)
    {
        Mark.CopyTo(head);
        BinaryPrimitives.WriteInt32LittleEndian(head[16..], entries);
        BinaryPrimitives.WriteInt32LittleEndian(head[20..], starts);
        BinaryPrimitives.WriteInt32LittleEndian(head[24..], blocks);
        BinaryPrimitives.WriteInt32LittleEndian(head[28..], Layout);
    }

    private static bool IsHead(ReadOnlySpan<byte> head, int entries, int starts, int blocks)
    {
        Span<byte> expected = stackalloc byte[HeadBytes];
        Head(expected, entries, starts, blocks);
        return head.SequenceEqual(expected) && entries >= 0 && starts >= 0 && blocks >= 0;
    }

    /// <summary>What must be the same where the file is read as where it was written.</summary>
    private static int Layout =>
        Unsafe.SizeOf<IndexEntry>() | Unsafe.SizeOf<IndexBlock>() << 8 | Unsafe.SizeOf<CellGrid>() << 16
            | (BitConverter.IsLittleEndian ? 1 << 24 : 0);

    private static long FileBytes(int entries, int starts, int blocks) =>
        HeadBytes + 2L * SHA256.HashSizeInBytes + Unsafe.SizeOf<CellGrid>()
            + (long)entries * Unsafe.SizeOf<IndexEntry>() + (long)starts * sizeof(int) + (long)blocks * Unsafe.SizeOf<IndexBlock>();

    private static int Int(ReadOnlySpan<byte> head, int at) => BinaryPrimitives.ReadInt32LittleEndian(head[at..]);
}
