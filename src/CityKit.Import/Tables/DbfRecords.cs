using System.Buffers.Binary;
using System.Text;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Import.Tables;

/// <summary>The records of a .dbf file (dBASE III and its followers), a block of them at a time.</summary>
internal sealed class DbfRecords(Stream stream, Encoding? encoding)
{
    private const int HeaderBytes = 32;
    private const int FieldBytes = 32;
    private const int NameBytes = 11;
    private const int DriverAt = 29;
    private const int BlockBytes = 64 << 10;
    private const byte EndOfFields = 0x0D;
    private const byte Deleted = (byte)'*';

    private readonly List<DbfField> fields = [];
    private readonly List<byte[]> names = [];
    private byte[] block = [];
    private int recordBytes;
    private int filled;
    private int at;
    private uint left;
    private bool isDecided;

    /// <summary>The columns, memos not among them.</summary>
    internal IReadOnlyList<DbfField> Fields => fields;

    /// <summary>The columns' names.</summary>
    internal string[] Names => [.. names.Select(name => Encoding.GetString(name).TrimEnd('\uFFFD'))];

    /// <summary>How many records the header states, deleted ones too.</summary>
    internal uint Count { get; private set; }

    /// <summary>The current record.</summary>
    internal ReadOnlySpan<byte> Record => block.AsSpan(at, recordBytes);

    /// <summary>Whether the current record was deleted and not yet cleared away.</summary>
    internal bool IsDeleted => block[at] == Deleted;

    /// <summary>The encoding as far as it is known: while nothing but ASCII came, UTF-8.</summary>
    internal Encoding Encoding { get; private set; } = Encoding.UTF8;

    /// <summary>Why nothing more can be read; null while the file goes on, and at its proper end.</summary>
    internal Refusal? Broken { get; private set; }

    /// <summary>Reads the header and the first records; false when the file is no .dbf file.</summary>
    internal bool ReadHeader()
    {
        var header = new byte[HeaderBytes];
        if (ReadFully(header) < HeaderBytes) return Wrong();
        (Count, left) = (BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)),
            BinaryPrimitives.ReadUInt32LittleEndian(header.AsSpan(4)));
        recordBytes = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(10));
        Use(encoding ?? DbfEncoding.OfDriver(header[DriverAt]));
        var descriptors = new byte[Math.Max(0, BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(8)) - HeaderBytes)];
        if (ReadFully(descriptors) < descriptors.Length || !TryReadFields(descriptors)) return Wrong();
        block = new byte[Math.Max(1, BlockBytes / recordBytes) * recordBytes];
        Fill();
        at = -recordBytes;
        return Broken is null;
    }

    internal bool Next()
    {
        if (left == 0 || Broken is not null) return false;
        at += recordBytes;
        if (at >= filled) Fill();
        if (at + recordBytes > filled) return Cut();
        left--;
        return true;
    }

    private bool TryReadFields(ReadOnlySpan<byte> descriptors)
    {
        var offset = 1; // after the mark of deletion
        for (; descriptors.Length >= FieldBytes && descriptors[0] != EndOfFields; descriptors = descriptors[FieldBytes..])
        {
            var field = new DbfField((char)descriptors[NameBytes], offset, descriptors[16]);
            offset += field.Length;
            if (!field.IsValue) continue;
            fields.Add(field);
            names.Add(NameOf(descriptors[..NameBytes]));
        }
        return offset > 1 && offset <= recordBytes;
    }

    private static byte[] NameOf(ReadOnlySpan<byte> name) =>
        (name.IndexOf((byte)0) is var end and >= 0 ? name[..end] : name).Trim((byte)' ').ToArray();

    private void Fill()
    {
        (at, filled) = (0, ReadFully(block));
        if (!isDecided) Recognise();
    }

    // Names and texts, a line each, so that a character cut off at a field's end spoils no other.
    private void Recognise()
    {
        List<byte> sample = [.. names.SelectMany(name => name.Append((byte)'\n'))];
        for (var record = 0; record + recordBytes <= filled; record += recordBytes)
            foreach (var field in fields)
                if (field.Type == 'C' && field.Of(block.AsSpan(record, recordBytes)) is var text && !Ascii.IsValid(text))
                    sample.AddRange([.. text, (byte)'\n']);
        if (!Ascii.IsValid([.. sample])) Use(Guess([.. sample]));
    }

    private void Use(Encoding? known)
    {
        isDecided = known is not null;
        if (known is not null) Encoding = known;
    }

    private static Encoding Guess(byte[] sample)
    {
        using var text = new TextInput(new MemoryStream(sample));
        text.CopyTo(Stream.Null);
        return text.Encoding;
    }

    private int ReadFully(Span<byte> target)
    {
        try
        {
            return stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
        }
        catch (InvalidDataException damaged)
        {
            Broken = Refusal.Of("dbf", $"The .dbf file cannot be unpacked: {damaged.Message}", $".dbf 文件无法解压：{damaged.Message}");
            return 0;
        }
    }

    private bool Wrong()
    {
        Broken ??= Refusal.Of("dbf",
            "The .dbf file does not begin as one does: it is damaged, or of a kind that is not read (dBASE III to FoxPro are).",
            ".dbf 文件头不正确：文件已损坏，或不是可读的类型（支持 dBASE III 至 FoxPro）。");
        return false;
    }

    private bool Cut()
    {
        Broken ??= Refusal.Of("dbf-cut",
            $"The .dbf file ends after {Count - left} of {Count} records: it was cut short. Copy it again.",
            $".dbf 文件应有 {Count} 条记录，只有 {Count - left} 条，文件不完整，请重新复制。");
        return false;
    }
}
