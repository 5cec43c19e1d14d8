using System.Buffers.Binary;
using System.Text;

namespace CityKit.Import.Tests.Support;

/// <summary>Writes the smallest workbooks of Excel 97 to 2003 (<c>.xls</c>, BIFF8 in a compound file).</summary>
internal static class OldExcel
{
    private const int Sector = 512;
    private const int LeastStream = 4_096; // a shorter one would lie in a stream of its own kind

    /// <summary>A workbook of one sheet. Cells: text, numbers, <see cref="DateTime"/> (a date cell), null.</summary>
    internal static byte[] Of(bool is1904, params object?[][] rows) => Compound(Workbook(is1904, rows));

    private static byte[] Workbook(bool is1904, object?[][] rows)
    {
        var book = new MemoryStream();
        Record(book, 0x0809, UInt16s(0x0600, 0x0005, 0, 0, 0, 0, 0, 0));
        Record(book, 0x0042, UInt16s(1200));
        Record(book, 0x0022, UInt16s(is1904 ? 1 : 0));
        foreach (var format in new[] { 0, 14 }) Record(book, 0x00E0, UInt16s(0, format, 0, 0, 0, 0, 0, 0, 0, 0));
        var bound = (int)book.Length + 4;
        byte[] name = [6, 0, .. "Survey"u8];
        Record(book, 0x0085, [0, 0, 0, 0, 0, 0, .. name]);
        Record(book, 0x000A, []);
        var sheet = (int)book.Length;
        Record(book, 0x0809, UInt16s(0x0600, 0x0010, 0, 0, 0, 0, 0, 0));
        Record(book, 0x0200, UInt16s(0, 0, rows.Length, 0, 0, rows.Max(row => row.Length), 0));
        for (var row = 0; row < rows.Length; row++)
            for (var column = 0; column < rows[row].Length; column++) Cell(book, row, column, rows[row][column], is1904);
        Record(book, 0x000A, []);
        var bytes = book.ToArray();
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(bound), sheet);
        return bytes;
    }

    private static void Cell(MemoryStream book, int row, int column, object? value, bool is1904)
    {
        if (value is string text) Record(book, 0x0204, [.. UInt16s(row, column, 0, text.Length), 1, .. Encoding.Unicode.GetBytes(text)]);
        else if (value is DateTime time)
            Record(book, 0x0203, [.. UInt16s(row, column, 1), .. Double(time.ToOADate() - (is1904 ? 1_462 : 0))]);
        else if (value is not null)
            Record(book, 0x0203, [
            .. UInt16s(row, column, 0), .. Double(Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture))]);
    }

    private static void Record(MemoryStream book, int id, byte[] data)
    {
        book.Write(UInt16s(id, data.Length));
        book.Write(data);
    }

    // One sector of the table, one of the folder, then the workbook.
    private static byte[] Compound(byte[] book)
    {
        var sectors = (Math.Max(book.Length, LeastStream) + Sector - 1) / Sector;
        var file = new byte[Sector * (3 + sectors)];
        Header(file);
        var table = file.AsSpan(Sector, Sector);
        table.Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(table, 0xFFFFFFFD); // this sector itself
        BinaryPrimitives.WriteUInt32LittleEndian(table[4..], 0xFFFFFFFE); // the end of the folder
        for (var i = 0; i < sectors; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(table[(4 * (2 + i))..], i == sectors - 1 ? 0xFFFFFFFE : (uint)(3 + i));
        Entry(file.AsSpan(2 * Sector), "Root Entry", 5, 1, 0xFFFFFFFE, 0);
        Entry(file.AsSpan(2 * Sector + 128), "Workbook", 2, uint.MaxValue, 2, sectors * Sector);
        for (var i = 2; i < 4; i++) file.AsSpan(2 * Sector + 128 * i + 68, 12).Fill(0xFF);
        book.CopyTo(file.AsSpan(3 * Sector));
        return file;
    }

    private static void Header(Span<byte> header)
    {
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        UInt16s(0x003E, 0x0003, 0xFFFE, 9, 6).CopyTo(header[24..]);
        BinaryPrimitives.WriteInt32LittleEndian(header[44..], 1); // sectors of the table
        BinaryPrimitives.WriteInt32LittleEndian(header[48..], 1); // the folder's first
        BinaryPrimitives.WriteInt32LittleEndian(header[56..], LeastStream);
        BinaryPrimitives.WriteUInt32LittleEndian(header[60..], 0xFFFFFFFE);
        BinaryPrimitives.WriteUInt32LittleEndian(header[68..], 0xFFFFFFFE);
        header[76..Sector].Fill(0xFF);
        header.Slice(76, 4).Clear(); // the table is in sector 0
    }

    private static void Entry(Span<byte> entry, string name, byte kind, uint child, uint first, int length)
    {
        Encoding.Unicode.GetBytes(name, entry);
        BinaryPrimitives.WriteInt16LittleEndian(entry[64..], (short)(2 * name.Length + 2));
        (entry[66], entry[67]) = (kind, 1);
        entry.Slice(68, 8).Fill(0xFF);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[76..], child);
        BinaryPrimitives.WriteUInt32LittleEndian(entry[116..], first);
        BinaryPrimitives.WriteInt32LittleEndian(entry[120..], length);
    }

    private static byte[] UInt16s(params int[] values)
    {
        var bytes = new byte[2 * values.Length];
        for (var i = 0; i < values.Length; i++) BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(2 * i), (ushort)values[i]);
        return bytes;
    }

    private static byte[] Double(double value) => BitConverter.GetBytes(value);
}
