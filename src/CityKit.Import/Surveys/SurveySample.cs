using System.Buffers.Text;
using System.Text;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>The first rows of a survey, held until it is known how their positions are to be read.</summary>
internal sealed class SurveySample(SurveyOptions options)
{
    private const int Most = 1_000;
    private static readonly SurveyField[] WithCounty = [SurveyField.Id, SurveyField.Grid, SurveyField.StreetCode];

    private readonly List<SamplePosition> positions = [];

    /// <summary>The rows, in order.</summary>
    internal List<SurveyRow> Rows { get; } = [];

    internal bool IsFull => Rows.Count >= Most;

    /// <summary>Keeps a row, with its position.</summary>
    internal void Hold(SurveyRow row)
    {
        Rows.Add(row.Copy());
        Look(row);
    }

    /// <summary>Keeps the position of a row that is rejected for something else.</summary>
    internal void Look(SurveyRow row)
    {
        if (positions.Count < Most && TryRead(row, out var position)) positions.Add(position);
    }

    /// <summary>How the positions are read, and whether they can be right.</summary>
    internal PlaceVerdict Judge(CoordinateSystem system)
    {
        var expected = new PlaceExpectation(options.Within, options.UnitGrids, system.IsOfChina);
        return new PlaceCheck(system, options.Axes, expected, positions).Judge();
    }

    // Places that are missing say nothing of the others; codes of a city outside GB/T say nothing of China.
    private bool TryRead(SurveyRow row, out SamplePosition position)
    {
        position = default;
        if (!TryNumber(row[SurveyField.Longitude], out var first) || !TryNumber(row[SurveyField.Latitude], out var second)) return false;
        position = new SamplePosition(first, second, options.Scheme == default ? CountyOf(row) : 0);
        return first != 0 || second != 0;
    }

    private static bool TryNumber(ReadOnlySpan<byte> utf8, out double value) =>
        Utf8Parser.TryParse(utf8, out value, out var used) && used == utf8.Length && double.IsFinite(value);

    private static int CountyOf(SurveyRow row) =>
        Array.ConvertAll(WithCounty, field => CountyOf(row[field])).FirstOrDefault(county => county > 0);

    private static int CountyOf(ReadOnlySpan<byte> code)
    {
        Span<char> text = stackalloc char[6];
        return code.Length < text.Length || Encoding.UTF8.GetChars(code[..text.Length], text) < text.Length ? 0
            : PlaceExpectation.CountyOf(text);
    }
}
