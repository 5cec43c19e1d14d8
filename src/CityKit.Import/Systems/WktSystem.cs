using System.Reflection;
using CityKit.Core;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;

namespace CityKit.Import.Systems;

/// <summary>A system that was read from WKT: a plane or degrees, and the datum under it.</summary>
internal sealed class WktSystem
{
    private static readonly CoordinateTransformationFactory Transformations = new();
    private static readonly string[] OfChina = ["china", "cgcs", "xian", "beijing"];

    private readonly WktNode node;
    private readonly ProjectedCoordinateSystem? plane;
    private readonly GeographicCoordinateSystem degrees;
    private readonly bool isShifted;

    private WktSystem(WktNode node, ProjectedCoordinateSystem? plane, GeographicCoordinateSystem degrees)
    {
        (this.node, this.plane, this.degrees) = (node, plane, degrees);
        isShifted = degrees.HorizontalDatum.Wgs84Parameters is { HasZeroValuesOnly: false };
        Zone = plane is null ? null : GaussZone.Of(plane);
    }

    internal GaussZone? Zone { get; }

    internal bool IsPlane => plane is not null;

    internal string Name => node.Name;

    internal bool IsOfChina => Array.Exists(OfChina, word => Names.Contains(word, StringComparison.OrdinalIgnoreCase));

    private string Names => $"{degrees.Name} {degrees.HorizontalDatum.Name}".Replace("'", "", StringComparison.Ordinal); // Xi'an

    /// <summary>Whether its datum differs from WGS84 and the text does not say by what.</summary>
    internal bool IsOwnDatum => !isShifted && !IsOfWgs84(degrees.HorizontalDatum.Ellipsoid);

    /// <summary>Reads WKT; null, and why, when it cannot be used.</summary>
    internal static WktSystem? Read(string wkt, out LocalizedText? problem) =>
        WktNode.Parse(wkt, out problem) is { } node ? Of(node, null, out problem) : null;

    /// <summary>The same with parameters to WGS84, in place of any that the text has.</summary>
    internal WktSystem Shifted(DatumShift by) =>
        Of(node, new Wgs84ConversionInfo(by.X, by.Y, by.Z, by.RotationX, by.RotationY, by.RotationZ, by.PartsPerMillion), out _)!;

    /// <summary>From its coordinates, east or longitude first, to degrees of WGS84; null when they are that already.</summary>
    internal MathTransform? ToDegrees()
    {
        if (plane is null && !isShifted) return null;
        ProjNet.CoordinateSystems.CoordinateSystem from = plane is null ? degrees : plane;
        return Transformations.CreateFromCoordinateSystems(from, isShifted ? GeographicCoordinateSystem.WGS84 : degrees).MathTransform;
    }

    private static WktSystem? Of(WktNode node, Wgs84ConversionInfo? shift, out LocalizedText? problem)
    {
        var ground = node.Keyword == "PROJCS" ? node.Child("GEOGCS") : node;
        problem = ground is { Keyword: "GEOGCS" } ? WktParts.ProblemOf(ground)
            : new LocalizedText("须为第 1 版 WKT 的平面（PROJCS）或地理（GEOGCS）坐标系",
                "it is no WKT of version 1 of a plane (PROJCS) or of degrees (GEOGCS)");
        if (problem is null && node.Keyword == "PROJCS") problem = WktParts.ProblemOfPlane(node);
        if (problem is not null) return null;
        var degrees = WktParts.Degrees(ground!, shift);
        var system = new WktSystem(node, node.Keyword == "PROJCS" ? WktParts.Plane(node, degrees) : null, degrees);
        problem = system.CheckProjection();
        return problem is null ? system : null;
    }

    private LocalizedText? CheckProjection()
    {
        try
        {
            ToDegrees();
            return null;
        }
        catch (Exception unknown)
            when (unknown is NotSupportedException or ArgumentException or InvalidOperationException or TargetInvocationException)
        {
            var name = plane?.Projection.ClassName ?? Name;
            return new LocalizedText($"投影 {name} 未知或缺少参数",
                $"its projection {name} is not known, "
                    + $"or lacks a parameter ({(unknown.InnerException ?? unknown).Message.ReplaceLineEndings(" ").TrimEnd('.')})");
        }
    }

    private static bool IsOfWgs84(Ellipsoid ellipsoid) =>
        Math.Abs(ellipsoid.SemiMajorAxis - 6_378_137) < 0.5 && Math.Abs(ellipsoid.InverseFlattening - 298.2572) < 0.001;
}
