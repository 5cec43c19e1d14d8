using System.Text;

namespace CityKit.Import.Surveys;

/// <summary>Reads the place of a row from WKT: <c>POINT (120.38 36.06)</c>, also <c>POINT Z</c> and with <c>SRID=4326;</c> before
/// it.</summary>
internal static class WktPoint
{
    private static ReadOnlySpan<byte> Point => "POINT"u8;

    /// <summary>Sets the row's longitude and latitude, in whatever system they are, in place of the text; what is wrong, or null.</summary>
    internal static SurveyReject? Place(SurveyRow row)
    {
        var text = row[SurveyField.Wkt];
        if (!TrySplit(text, out var x, out var y)) return SurveyReject.Of(row.Number, SurveyColumns.CodeOf(SurveyField.Wkt),
            row.Text(SurveyField.Wkt), "a place as WKT is one point, such as POINT (120.38 36.06)", "WKT 位置须为一个点，例如 POINT (120.38 36.06)");
        row.Set(SurveyField.Longitude, x);
        row.Set(SurveyField.Latitude, y);
        row.Set(SurveyField.Wkt, default);
        return null;
    }

    private static bool TrySplit(ReadOnlySpan<byte> text, out ReadOnlySpan<byte> x, out ReadOnlySpan<byte> y)
    {
        x = y = default;
        if (text.StartsWith("SRID="u8)) text = text[(text.IndexOf((byte)';') + 1)..];
        var (open, close) = (text.IndexOf((byte)'('), text.LastIndexOf((byte)')'));
        if (open < 0 || close != text.Length - 1 || !IsPoint(text[..open].Trim(" "u8))) return false;
        var numbers = text[(open + 1)..close].Trim(" "u8);
        x = numbers[..Math.Max(0, numbers.IndexOf((byte)' '))];
        var rest = numbers[x.Length..].TrimStart(" "u8);
        y = rest.IndexOf((byte)' ') is var end and >= 0 ? rest[..end] : rest;
        return !x.IsEmpty && !y.IsEmpty;
    }

    private static bool IsPoint(ReadOnlySpan<byte> kind) =>
        kind.Length >= Point.Length && Ascii.EqualsIgnoreCase(kind[..Point.Length], Point)
        && kind[Point.Length..].Trim(" "u8) is var dimension
            && (dimension.IsEmpty || dimension.Length <= 2 && dimension.IndexOfAnyExcept("ZMzm"u8) < 0);
}
