using System.Buffers.Binary;
using CityKit.Core;
using CityKit.Shared.Checks;
using CityKit.Shared.Files;
using Microsoft.Win32.SafeHandles;

namespace CityKit.Edge.Outbox;

/// <summary>
/// A few bytes beside the outbox (<c>outbox.db-mark</c>): how far commits were reported. SQLite takes a log that was cut or garbled for one
/// that ends there;
/// against the mark such a loss shows. Written after each commit without a sync, so it costs a microsecond; after a power cut it may be
/// behind, never ahead.
/// A mark that cannot be written or read protects less and stops nothing.
/// </summary>
internal sealed class OutboxMark : IDisposable
{
    private const int Bytes = 88;
    private const ulong Magic = 0x43_4b_4d_61_72_6b_30_32; // CKMark02
    private const int EarlierBytes = 72; // without falls, before schema 4
    private const ulong EarlierMagic = 0x43_4b_4d_61_72_6b_30_31; // CKMark01
    private readonly SafeFileHandle? file;
    private readonly byte[] buffer = new byte[Bytes];

    internal OutboxMark(string path)
    {
        try
        {
            PrivateFile.Ensure(Name(path));
            file = File.OpenHandle(Name(path), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            file = null;
        }
    }

    internal static string Name(string path) => path + "-mark";

    /// <summary>What was reported last; null when there is no mark that can be read.</summary>
    internal static OutboxTold? Read(string path)
    {
        try
        {
            return Decode(File.ReadAllBytes(Name(path)));
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    internal void Write(OutboxTold told)
    {
        var id = told.Id.Value;
        var (alarm, reading) = (told.Alarm, told.Reading);
        ReadOnlySpan<ulong> words = [Magic, (ulong)(id >> 64), (ulong)id, (ulong)told.Schema, (ulong)alarm.Last, (ulong)alarm.Answered,
            (ulong)reading.Last, (ulong)reading.Answered, (ulong)alarm.Falls, (ulong)reading.Falls];
        for (var i = 0; i < words.Length; i++) BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(8 * i), words[i]);
        BinaryPrimitives.WriteUInt64BigEndian(buffer.AsSpan(Bytes - 8), Check(buffer));
        Put();
    }

    /// <summary>Says nothing until the next commit.</summary>
    internal void Clear()
    {
        buffer.AsSpan().Clear();
        Put();
    }

    public void Dispose() => file?.Dispose();

    private void Put()
    {
        try
        {
            if (file is not null) RandomAccess.Write(file, buffer, 0);
        }
        catch (IOException)
        {
            // the disk is full: the mark stays behind, which is allowed
        }
    }

    private static OutboxTold? Decode(ReadOnlySpan<byte> bytes)
    {
        var isEarlier = bytes.Length == EarlierBytes;
        if (!isEarlier && bytes.Length != Bytes || Word(bytes, 0) != (isEarlier ? EarlierMagic : Magic)) return null;
        if (Word(bytes, bytes.Length / 8 - 1) != Check(bytes)) return null;
        return new OutboxTold(new OutboxId(new UInt128(Word(bytes, 1), Word(bytes, 2))), (int)Word(bytes, 3),
            new LaneTold((long)Word(bytes, 4), (long)Word(bytes, 5), isEarlier ? 0 : (long)Word(bytes, 8)),
            new LaneTold((long)Word(bytes, 6), (long)Word(bytes, 7), isEarlier ? 0 : (long)Word(bytes, 9)));
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int index) => BinaryPrimitives.ReadUInt64BigEndian(bytes[(8 * index)..]);

    private static ulong Check(ReadOnlySpan<byte> bytes) => new RowCheck(uint.MaxValue).With(bytes[..^8]).Value;
}
