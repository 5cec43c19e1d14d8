namespace CityKit.Import.Tables;

/// <summary>A column of a .dbf file.</summary>
/// <param name="Type">C text, N and F number, D day, L yes or no, I whole number in 4 bytes.</param>
/// <param name="Offset">Where it is in a record.</param>
/// <param name="Length">Its bytes.</param>
internal readonly record struct DbfField(char Type, int Offset, int Length)
{
    private const string Known = "CNFDLI";

    /// <summary>
    /// Whether its values are in the record as text or a whole number; memos, which are in a file of their own, and FoxPro's binary
    /// types are left out.
    /// </summary>
    internal bool IsValue => Known.Contains(Type, StringComparison.Ordinal);

    /// <summary>Its bytes in a record, without the blanks that fill it up.</summary>
    internal ReadOnlySpan<byte> Of(ReadOnlySpan<byte> record) => record.Slice(Offset, Length).Trim(" \0"u8);
}
