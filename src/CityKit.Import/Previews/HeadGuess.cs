using System.Text;
using CityKit.Core.Text;
using CityKit.Import.Files;
using CityKit.Import.Surveys;
using CityKit.Import.Tables;

namespace CityKit.Import.Previews;

/// <summary>Guesses from the beginning of a text what it is: GeoJSON, or rows with a separator and a row of names.</summary>
internal sealed class HeadGuess
{
    private const int MostBytes = 64 << 10;

    /// <summary>Of a text as UTF-8, of which not more than the beginning is read.</summary>
    internal HeadGuess(Stream utf8)
    {
        var bytes = new byte[MostBytes];
        var head = bytes.AsSpan(0, utf8.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false)).ToArray();
        var isJson = head.AsSpan().TrimStart("\uFEFF \t\r\n\u001E"u8).StartsWith("{"u8);
        Format = isJson ? SurveyFormat.GeoJson : SurveyFormat.Csv;
        if (!isJson) ReadHeader(head);
    }

    internal SurveyFormat Format { get; }

    internal char Separator { get; private set; } = ',';

    /// <summary>The row of names, from 1.</summary>
    internal int HeaderRow { get; private set; } = 1;

    internal IReadOnlyList<string> Names { get; private set; } = [];

    // The row whose names are known; else the first, cut as finely as it can be.
    private void ReadHeader(byte[] head)
    {
        using var window = new TextWindow(new TextInput(new MemoryStream(head), Encoding.UTF8));
        var text = new CsvText(window, new TableChoice(names => ColumnGuess.CountKnown(names) > 1), MostBytes);
        if (text.TryBegin(out var first)) (HeaderRow, Names, Separator) = ((int)text.Number, text.Names, text.Separator);
        else (Names, Separator) = (first ?? [], text.Separator);
    }
}
