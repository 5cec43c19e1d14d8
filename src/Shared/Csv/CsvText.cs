using System.Buffers;

namespace CityKit.Shared.Csv;

/// <summary>Fields of a CSV line (RFC 4180).</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    internal static string Line(params ReadOnlySpan<string> fields) => string.Join(',', fields.ToArray().Select(Field));

    /// <summary>A field as it is in a line: in quotes when it needs them.</summary>
    internal static string Field(string text) =>
        text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;

    /// <summary>A text of others that a spreadsheet would take for a formula, with an apostrophe before it, so that it is shown and not run
    /// (CSV injection).</summary>
    internal static string NoFormula(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? $"'{text}" : text;
}
