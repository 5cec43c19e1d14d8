using CityKit.Core;
using ProjNet.CoordinateSystems;

namespace CityKit.Import.Systems;

/// <summary>Makes ProjNET's parts of WKT entries that were found right.</summary>
internal static class WktParts
{
    private const double RadiansOfDegree = Math.PI / 180;
    private static readonly CoordinateSystemFactory Factory = new();

    // ESRI's names of projections that ProjNET knows by others.
    private static readonly Dictionary<string, string> Projections = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Gauss_Kruger"] = "Transverse_Mercator",
        ["Mercator_Auxiliary_Sphere"] = "Popular Visualisation Pseudo-Mercator",
    };

    /// <summary>Why a GEOGCS cannot be used; null when it can.</summary>
    internal static LocalizedText? ProblemOf(WktNode degrees)
    {
        var spheroid = degrees.Child("DATUM")?.Child("SPHEROID");
        if (spheroid is null || spheroid.Number() is not (> 6_000_000 and < 7_000_000)
            || spheroid.Number(1) is not (0 or (> 200 and < 400)))
            return new LocalizedText("缺少基准（DATUM）或地球椭球（SPHEROID）", "its datum has no ellipsoid of the Earth (SPHEROID)");
        if (degrees.Child("UNIT") is { } unit && !(Math.Abs(unit.Number() - RadiansOfDegree) < 1e-10))
            return new LocalizedText($"角度单位为 {unit.Name}，须为度", $"its angles are in {unit.Name}, not in degrees");
        if (degrees.Child("PRIMEM") is { } meridian && meridian.Number() != 0)
            return new LocalizedText($"本初子午线为 {meridian.Name}，须为格林尼治", $"its prime meridian is {meridian.Name}, not Greenwich");
        return Shift(degrees) is not { Count: not (3 or 7) } ? null
            : new LocalizedText("TOWGS84 须有 3 或 7 个参数", "its TOWGS84 has not 3 or 7 numbers");
    }

    /// <summary>Why a PROJCS cannot be used, beside its GEOGCS; null when it can.</summary>
    internal static LocalizedText? ProblemOfPlane(WktNode plane)
    {
        if (plane.Child("PROJECTION") is not { Name.Length: > 0 }) return new LocalizedText("缺少投影（PROJECTION）", "it has no PROJECTION");
        if (plane.Child("UNIT") is not { } unit || !(unit.Number() > 0))
            return new LocalizedText("缺少长度单位（UNIT）", "it has no UNIT of length");
        return plane.All("PARAMETER").All(parameter => parameter.Name.Length > 0 && parameter.Numbers.Count == 1) ? null
            : new LocalizedText("PARAMETER 须有名称和一个数值", "a PARAMETER has not a name and a number");
    }

    internal static GeographicCoordinateSystem Degrees(WktNode node, Wgs84ConversionInfo? shift)
    {
        var (datum, spheroid) = (node.Child("DATUM")!, node.Child("DATUM")!.Child("SPHEROID")!);
        var ellipsoid = Factory.CreateFlattenedSphere(Named(spheroid), spheroid.Number(), spheroid.Number(1), LinearUnit.Metre);
        var horizontal = Factory.CreateHorizontalDatum(Named(datum), DatumType.HD_Geocentric, ellipsoid, shift ?? Written(Shift(node)));
        return Factory.CreateGeographicCoordinateSystem(Named(node), AngularUnit.Degrees, horizontal, PrimeMeridian.Greenwich,
            new AxisInfo("Lon", AxisOrientationEnum.East), new AxisInfo("Lat", AxisOrientationEnum.North));
    }

    internal static ProjectedCoordinateSystem Plane(WktNode node, GeographicCoordinateSystem degrees)
    {
        var name = node.Child("PROJECTION")!.Name;
        var parameters = node.All("PARAMETER").Select(parameter => new ProjectionParameter(parameter.Name, parameter.Number())).ToList();
        var projection = Factory.CreateProjection(name, Projections.GetValueOrDefault(name, name), parameters);
        var unit = node.Child("UNIT")!;
        return Factory.CreateProjectedCoordinateSystem(Named(node), degrees, projection,
            new LinearUnit(unit.Number(), Named(unit), "", 0, "", "", ""),
            new AxisInfo("East", AxisOrientationEnum.East), new AxisInfo("North", AxisOrientationEnum.North));
    }

    private static IReadOnlyList<double>? Shift(WktNode degrees) => degrees.Child("DATUM")?.Child("TOWGS84")?.Numbers;

    private static Wgs84ConversionInfo Written(IReadOnlyList<double>? numbers) => numbers switch
    {
        [var x, var y, var z] => new Wgs84ConversionInfo(x, y, z, 0, 0, 0, 0),
        [var x, var y, var z, var rx, var ry, var rz, var ppm] => new Wgs84ConversionInfo(x, y, z, rx, ry, rz, ppm),
        _ => new Wgs84ConversionInfo(),
    };

    private static string Named(WktNode node) => node.Name.Length > 0 ? node.Name : node.Keyword;
}
