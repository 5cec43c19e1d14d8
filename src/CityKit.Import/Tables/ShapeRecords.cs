using System.Buffers.Binary;
using CityKit.Core;

namespace CityKit.Import.Tables;

/// <summary>The records of a .shp file, one after the other. What a record claims is believed as far as bytes come.</summary>
internal sealed class ShapeRecords(Stream stream)
{
    private const int HeaderBytes = 100;
    private const int RecordHeaderBytes = 8;
    private const int FileCode = 9994;
    private const int FirstBuffer = 64 << 10;
    private const int MostRecordBytes = 256 << 20; // 16 million positions

    private byte[] buffer = new byte[FirstBuffer];
    private int used;
    private long position;

    /// <summary>The current record: its kind and what follows.</summary>
    internal ReadOnlySpan<byte> Record => buffer.AsSpan(0, used);

    /// <summary>Why nothing more can be read; null while the file goes on, and at its proper end.</summary>
    internal Refusal? Broken { get; private set; }

    /// <summary>Reads the header; false when the file is no .shp file.</summary>
    internal bool ReadHeader()
    {
        var isShapes = TryFill(HeaderBytes) && BinaryPrimitives.ReadInt32BigEndian(Record) == FileCode;
        if (!isShapes) Broken = Refusal.Of("shp", "The .shp file does not begin as one does: it is damaged, or another kind of file.",
            ".shp 文件头不正确：文件已损坏，或不是 Shapefile。");
        return isShapes;
    }

    internal bool Next()
    {
        if (Broken is not null) return false;
        var at = position;
        if (!TryFill(RecordHeaderBytes)) return used == 0 ? false : Cut(at);
        var bytes = BinaryPrimitives.ReadInt32BigEndian(Record[4..]) * 2L; // counted in 16-bit words
        if (bytes is >= sizeof(int) and <= MostRecordBytes) return TryFill((int)bytes) || Cut(at);
        Broken = Refusal.Of("shp",
            $"At byte {at} the .shp file has a record of {bytes} bytes; 4 to {MostRecordBytes} are allowed. The file is damaged.",
            $".shp 文件第 {at} 字节处的记录长 {bytes} 字节，应为 4 至 {MostRecordBytes}，文件已损坏。");
        return false;
    }

    private bool Cut(long at)
    {
        Broken ??= Refusal.Of("shp-cut",
            $"The .shp file ends within the record at byte {at}: it was cut short. Copy it again.",
            $".shp 文件在第 {at} 字节处的记录中结束，文件不完整，请重新复制。");
        return false;
    }

    // The buffer grows with what has come, never with what was claimed.
    private bool TryFill(int bytes)
    {
        for (used = 0; used < bytes;)
        {
            if (used == buffer.Length) Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, MostRecordBytes));
            var read = Read(buffer.AsSpan(used, Math.Min(bytes, buffer.Length) - used));
            if (read == 0) return false;
            used += read;
            position += read;
        }
        return true;
    }

    private int Read(Span<byte> target)
    {
        try
        {
            return stream.Read(target);
        }
        catch (InvalidDataException damaged)
        {
            Broken = Refusal.Of("shp", $"The .shp file cannot be unpacked: {damaged.Message}", $".shp 文件无法解压：{damaged.Message}");
            return 0;
        }
    }
}
