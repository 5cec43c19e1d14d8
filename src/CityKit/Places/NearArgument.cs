using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Places;

/// <summary>What is within some metres of a point, as a caller asks for it.</summary>
/// <param name="Point">The point.</param>
/// <param name="Metres">The metres.</param>
internal sealed record NearArgument(GeoPoint Point, int Metres)
{
    private const NumberStyles Decimals = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    internal static QueryParameter Parameter { get; } = QueryParameter.Text("near",
        "longitude,latitude,metres in WGS 84: what is within so many metres of the point, such as 120.415,36.065,500",
        "经度,纬度,米（WGS 84）：该点若干米内，如 120.415,36.065,500");

    /// <summary>The cells that it reaches: an index by <see cref="PointCell"/> narrows to them.</summary>
    internal string[] Cells => PointCell.Around(Point, Metres);

    /// <summary>Whether a point is that near; none is nowhere.</summary>
    internal bool Has(GeoPoint? point) => point?.MetresTo(Point) <= Metres;

    /// <summary>What was asked for; null when nothing was, or it cannot be read.</summary>
    internal static NearArgument? Of(QueryArguments arguments)
    {
        if (arguments.Text(Parameter.Name) is not { } text) return null;
        if (Parse(text.Split(',')) is { } near) return near;
        arguments.Refuse(Parameter.Name, text, new(
            $"经度,纬度,米数，如 120.415,36.065,500，1 至 {PointCell.MaxMetres} 米",
            $"longitude,latitude,metres, such as 120.415,36.065,500, of 1 to {PointCell.MaxMetres} metres"));
        return null;
    }

    private static NearArgument? Parse(string[] parts) => parts.Length == 3 && Degrees(parts[0]) is { } longitude
        && Degrees(parts[1]) is { } latitude && GeoPoint.TryFromDegrees(longitude, latitude, out var point)
        && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var metres)
        && metres is > 0 and <= PointCell.MaxMetres
        ? new NearArgument(point, metres)
        : null;

    private static double? Degrees(string text) =>
        double.TryParse(text, Decimals, CultureInfo.InvariantCulture, out var degrees) ? degrees : null;
}
