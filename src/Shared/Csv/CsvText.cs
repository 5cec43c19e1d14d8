using System.Buffers;

namespace CityKit.Shared.Csv;

/// <summary>Fields of a CSV line (RFC 4180).</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    internal static string Line(params ReadOnlySpan<string> fields) => string.Join(',', fields.ToArray().Select(Field));

    /// <summary>A field as it stands in a line: in quotes when it needs them.</summary>
    internal static string Field(string text) => text.AsSpan().ContainsAny(Special) ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : text;
}
