using System.Buffers.Binary;

namespace CityKit.Edge.Outbox;

/// <summary>
/// One row as it is in a page of an SQLite file (file format, sections 1.6 and 2.1): length, row id, the columns' types, the columns. Read
/// without the page's own directory, which may be the part that is broken; whether it is a row at all, its check value says.
/// </summary>
internal readonly ref struct SqliteCell
{
    private const int MaxColumns = 8;
    private readonly ReadOnlySpan<byte> payload;
    private readonly Starts starts;
    private readonly Types types;

    private SqliteCell(long rowId, int columns, ReadOnlySpan<byte> payload, Types types, Starts starts)
    {
        (RowId, Columns, this.types, this.starts) = (rowId, columns, types, starts);
        this.payload = payload;
    }

    internal long RowId { get; }

    internal int Columns { get; }

    /// <summary>A cell that begins at the start of the bytes and is in them whole; false when there is none.</summary>
    /// <param name="bytes">The page from there on.</param>
    /// <param name="rest">Reads what is on overflow pages: the payload's length, what is here, the first page's number.</param>
    /// <param name="cell">The cell.</param>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, Func<int, ReadOnlyMemory<byte>, uint, byte[]?> rest, out SqliteCell cell)
    {
        cell = default;
        if (!TryVarint(ref bytes, out var length) || length is < 5 or > SqlitePages.MaxPayload) return false;
        // a row id stands in for the key, which is null
        if (!TryVarint(ref bytes, out var rowId) || rowId < 0 || bytes.Length < 2 || bytes[0] is < 5 or > 24 || bytes[1] != 0) return false;
        var local = SqlitePages.LocalBytes((int)length);
        if (bytes.Length < local + (local < length ? 4 : 0)) return false;
        var payload = local == length
            ? bytes[..local] : rest((int)length, bytes[..local].ToArray(), BinaryPrimitives.ReadUInt32BigEndian(bytes[local..]));
        return !payload.IsEmpty && TryColumns(rowId, payload, out cell);
    }

    internal bool IsNull(int column) => types[column] == 0;

    internal bool IsNumber(int column) => types[column] is >= 1 and <= 9 and not 7;

    internal bool IsBytes(int column) => types[column] >= 12;

    internal long Number(int column)
    {
        if (types[column] is 8 or 9) return types[column] - 8;
        var value = 0L;
        var bytes = Bytes(column);
        for (var i = 0; i < bytes.Length; i++) value = i == 0 ? (sbyte)bytes[0] : (value << 8) | bytes[i];
        return value;
    }

    internal ReadOnlySpan<byte> Bytes(int column) => payload.Slice(starts[column], LengthOf(types[column]));

    private static bool TryColumns(long rowId, ReadOnlySpan<byte> payload, out SqliteCell cell)
    {
        cell = default;
        var (types, starts) = (default(Types), default(Starts));
        if (payload[0] > payload.Length) return false;
        var header = payload[1..payload[0]];
        var (columns, at) = (0, (int)payload[0]);
        while (!header.IsEmpty)
        {
            if (columns == MaxColumns || !TryVarint(ref header, out var type)
                || type is < 0 or 7 or 10 or 11 or > 2 * SqlitePages.MaxPayload)
                return false;
            (types[columns], starts[columns]) = ((int)type, at);
            at += LengthOf((int)type);
            columns++;
        }
        if (at != payload.Length) return false;
        cell = new SqliteCell(rowId, columns, payload, types, starts);
        return true;
    }

    private static int LengthOf(int type) => type switch { <= 4 => type, 5 => 6, 6 => 8, 8 or 9 => 0, _ => (type - 12) / 2 };

    private static bool TryVarint(ref ReadOnlySpan<byte> bytes, out long value)
    {
        value = 0;
        for (var i = 0; i < 9 && i < bytes.Length; i++)
        {
            value = i == 8 ? (value << 8) | bytes[i] : (value << 7) | (bytes[i] & 0x7FL);
            if (i < 8 && bytes[i] >= 0x80) continue;
            bytes = bytes[(i + 1)..];
            return true;
        }
        return false;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxColumns)]
    private struct Types
    {
        private int first;
    }

    [System.Runtime.CompilerServices.InlineArray(MaxColumns)]
    private struct Starts
    {
        private int first;
    }
}
