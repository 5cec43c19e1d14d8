using System.Buffers;
using System.Text;
using CityKit.Core;

namespace CityKit.Import.Surveys;

/// <summary>
/// What spreadsheets leave around a value (表格习惯): <c>'370…</c>, <c>="370…"</c>, wide spaces; and in codes, days and coordinates
/// full-width characters and the <c>.0</c> of a number.
/// </summary>
internal static class CellText
{
    private const int MostExactDigits = 15; // that a spreadsheet keeps of a number
    private const int FullWidth = 0xFEE0; // from an ASCII character to its full-width form

    private static readonly uint Codes = SetOf(SurveyField.Id, SurveyField.Class, SurveyField.Grid, SurveyField.StreetCode,
        SurveyField.CommunityCode,
        SurveyField.DepartmentCode, SurveyField.OwnerCode, SurveyField.MaintainerCode, SurveyField.FirstSurveyed, SurveyField.Changed);
    private static readonly uint Narrow = Codes | SetOf(SurveyField.Longitude, SurveyField.Latitude); // written in ASCII
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);
    private static readonly SearchValues<byte> Plain = SearchValues
        .Create("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"u8);
    private static readonly SearchValues<byte> FormulaSigns = SearchValues.Create("=+-@"u8); // an apostrophe before one keeps it a text
    private static readonly string[] Errors = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!"];

    /// <summary>Why a code that a spreadsheet took for a number is not taken.</summary>
    internal static LocalizedText Rounded { get; } = new(
        "表格把该编码当作数字并取整，末位数字已丢失：请将该列设为文本，从原始资料重新填写",
        "a spreadsheet took this code for a number and rounded it, its last digits are lost: "
            + "make the column text and fill it again from its source");

    /// <summary>The value itself.</summary>
    internal static ReadOnlySpan<byte> Clean(SurveyField field, ReadOnlySpan<byte> value)
    {
        value = Trim(value);
        if (value.IsEmpty) return value;
        if (value[0] is (byte)'\'' or (byte)'=') value = Trim(Unwrap(value));
        if ((Narrow >> (int)field & 1) == 0 || !value.ContainsAnyExcept(Plain)) return value;
        if (value.ContainsAnyInRange((byte)0x80, (byte)0xFF)) value = Narrowed(value);
        return (Codes >> (int)field & 1) == 0 ? value : WithoutZeros(value);
    }

    /// <summary>
    /// Whether a code went through a number of 15 digits, as <c>3.70202E+16</c> or with a <c>.0</c>: its last digits are lost.
    /// </summary>
    internal static bool IsRounded(ReadOnlySpan<byte> value)
    {
        if (IsWhole(value, out var digits) && digits > MostExactDigits) return true;
        var at = value.IndexOfAny("Ee"u8);
        if (at <= 0 || value[(at + 1)..] is not [(byte)'+', _, ..]) return false;
        return !value[..at].ContainsAnyExcept("0123456789."u8) && !value[(at + 2)..].ContainsAnyExcept(Digits);
    }

    /// <summary>Whether a spreadsheet could not work the value out.</summary>
    internal static bool IsError(string text) => text.StartsWith('#') && Errors.Contains(text);

    private static ReadOnlySpan<byte> Trim(ReadOnlySpan<byte> value)
    {
        while (true)
        {
            value = value.Trim(" \t\r\n"u8);
            var wide = WideSpace(value);
            if (wide.Start + wide.End == 0) return value;
            value = value[wide.Start..][..^wide.End];
        }
    }

    // Ideographic space, no-break space and byte order mark, before and behind.
    private static (int Start, int End) WideSpace(ReadOnlySpan<byte> value)
    {
        if (value.StartsWith("\u3000"u8) || value.StartsWith("\uFEFF"u8)) return (3, 0);
        if (value.StartsWith("\u00A0"u8)) return (2, 0);
        if (value.EndsWith("\u3000"u8) || value.EndsWith("\uFEFF"u8)) return (0, 3);
        return (0, value.EndsWith("\u00A0"u8) ? 2 : 0);
    }

    private static ReadOnlySpan<byte> Unwrap(ReadOnlySpan<byte> value)
    {
        var isQuoted = value.Length > 1 && value[0] == '\'' && (!value[1..].ContainsAnyExcept(Plain) || FormulaSigns.Contains(value[1]));
        if (isQuoted) return value[1..];
        var isFormula = value.Length > 3 && value.StartsWith("=\""u8) && value[^1] == '"' && !value[2..^1].Contains((byte)'"');
        return isFormula ? value[2..^1] : value;
    }

    private static byte[] Narrowed(ReadOnlySpan<byte> value)
    {
        var text = Encoding.UTF8.GetString(value).ToCharArray();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= '！' and <= '～') text[i] -= (char)FullWidth;
            else if (text[i] == '\u3000') text[i] = ' ';
        }
        return Encoding.UTF8.GetBytes(text);
    }

    private static uint SetOf(params ReadOnlySpan<SurveyField> fields)
    {
        var set = 0u;
        foreach (var field in fields) set |= 1u << (int)field;
        return set;
    }

    private static ReadOnlySpan<byte> WithoutZeros(ReadOnlySpan<byte> value) =>
        IsWhole(value, out var digits) && digits <= MostExactDigits ? value[..digits] : value;

    /// <summary>Whether it is a whole number with a point: digits, point, zeros.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> value, out int digits)
    {
        digits = value.IndexOf((byte)'.');
        if (digits <= 0 || digits == value.Length - 1) return false;
        return !value[..digits].ContainsAnyExcept(Digits) && !value[(digits + 1)..].ContainsAnyExcept((byte)'0');
    }
}
