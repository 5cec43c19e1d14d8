using System.Globalization;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Benchmarks.CityYears;

/// <summary>An invented district of 8 km by 8 km: eight sub-districts around their offices, cells of 250 m.</summary>
internal static class District
{
    /// <summary>Cells to a side.</summary>
    internal const int Cells = 32;

    private const string Code = "370299"; // no district has it
    private const double West = 120.35;
    private const double South = 36.05;
    private const double Width = 0.0889; // degrees: 8 km at this latitude
    private const double Height = 0.0719;

    private static readonly (double East, double North)[] Offices =
        [(0.18, 0.2), (0.5, 0.12), (0.84, 0.22), (0.2, 0.55), (0.52, 0.45), (0.85, 0.6), (0.3, 0.87), (0.7, 0.88)];

    /// <summary>The sub-districts.</summary>
    internal static IReadOnlyList<LocalizedText> Streets { get; } =
    [
        new("海风街道", "Haifeng"), new("松林街道", "Songlin"), new("石桥街道", "Shiqiao"), new("春泉街道", "Chunquan"),
        new("银杏街道", "Yinxing"), new("望山街道", "Wangshan"), new("老港街道", "Laogang"), new("麦田街道", "Maitian"),
    ];

    /// <summary>The place at a part of the district's width and height.</summary>
    internal static WorkPlace PlaceOf(double east, double north) => new()
    {
        Point = GeoPoint.FromDegrees(West + east * Width, South + north * Height),
        Grid = string.Create(CultureInfo.InvariantCulture, $"{Code}{Nearest(east, north) + 1:000}{CellOf(north):000}{CellOf(east):000}"),
    };

    /// <summary>Which sub-district a place is in, from 0.</summary>
    internal static int StreetOf(WorkPlace place) => int.Parse(place.Grid.AsSpan(6, 3), CultureInfo.InvariantCulture) - 1;

    /// <summary>Which cell a place is in, from the south-west.</summary>
    internal static (int East, int North) CellOf(WorkPlace place) => (int.Parse(place.Grid.AsSpan(12, 3), CultureInfo.InvariantCulture),
        int.Parse(place.Grid.AsSpan(9, 3), CultureInfo.InvariantCulture));

    /// <summary>Which sub-district's office is nearest to a point, from 0.</summary>
    internal static int Nearest(double east, double north)
    {
        var nearest = 0;
        for (var i = 1; i < Offices.Length; i++)
            if (Squared(Offices[i], east, north) < Squared(Offices[nearest], east, north)) nearest = i;
        return nearest;
    }

    /// <summary>Where a sub-district's office is.</summary>
    internal static (double East, double North) OfficeOf(int street) => Offices[street];

    private static int CellOf(double part) => Math.Clamp((int)(part * Cells), 0, Cells - 1);

    private static double Squared((double East, double North) office, double east, double north) =>
        (office.East - east) * (office.East - east) + (office.North - north) * (office.North - north);
}
