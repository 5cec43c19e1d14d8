using System.Text;
using CityKit.Import.Surveys;

namespace CityKit.Import.Previews;

/// <summary>Guesses from the beginning of a text what it is: GeoJSON, or rows with a separator and a row of names.</summary>
internal sealed class HeadGuess
{
    private const int MostBytes = 64 << 10;
    private const int MostLines = 20;
    private static readonly char[] Separators = [',', '\t', ';', '|'];

    /// <summary>Of a text as UTF-8, of which not more than the beginning is read.</summary>
    internal HeadGuess(Stream utf8)
    {
        var bytes = new byte[MostBytes];
        var text = Encoding.UTF8.GetString(bytes, 0, utf8.ReadAtLeast(bytes, MostBytes, throwOnEndOfStream: false))
            .TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        Format = text.StartsWith('{') ? SurveyFormat.GeoJson : SurveyFormat.Csv;
        if (Format == SurveyFormat.Csv) (Separator, HeaderRow, Names) = HeaderOf(text);
    }

    internal SurveyFormat Format { get; }

    internal char Separator { get; } = ',';

    /// <summary>The row of names, from 1.</summary>
    internal int HeaderRow { get; } = 1;

    internal IReadOnlyList<string> Names { get; } = [];

    // The row in which most names are known, cut by the separator that makes them so; else the first, cut as finely as it can be.
    private static (char, int, IReadOnlyList<string>) HeaderOf(string text)
    {
        var lines = text.Split('\n', MostLines + 1).Take(MostLines).ToArray();
        var cuts = lines.SelectMany((line, at) =>
            Separators.Select(separator => (Separator: separator, Row: at + 1, Names: Split(line.TrimEnd('\r'), separator)))).ToList();
        var best = cuts.MaxBy(cut => ColumnGuess.CountKnown(cut.Names));
        if (ColumnGuess.CountKnown(best.Names) < 2) best = cuts.Where(cut => cut.Row == 1).MaxBy(cut => cut.Names.Count);
        return best;
    }

    private static List<string> Split(string line, char separator)
    {
        var (fields, field, isQuoted) = (new List<string>(), new StringBuilder(), false);
        foreach (var character in line)
        {
            if (character == '"') isQuoted = !isQuoted;
            else if (character == separator && !isQuoted)
            {
                fields.Add(field.ToString().Trim());
                field.Clear();
            }
            else field.Append(character);
        }
        return [.. fields, field.ToString().Trim()];
    }
}
