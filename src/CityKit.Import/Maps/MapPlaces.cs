using CityKit.Core;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;

namespace CityKit.Import.Maps;

/// <summary>How a map's numbers become places (坐标换算): by its system, and by what its first shapes look like.</summary>
internal sealed class MapPlaces(GeoJsonGridOptions options)
{
    private const int MostPositions = 1_000;

    private readonly List<SamplePosition> sample = [];

    /// <summary>The system that the file states; null for none.</summary>
    internal string? Stated { get; private set; }

    /// <summary>The conversion; null until <see cref="Decide"/> has found it.</summary>
    internal PlaceConversion? Convert { get; private set; }

    /// <summary>Whether enough was looked at.</summary>
    internal bool IsFull => sample.Count >= MostPositions;

    /// <summary>Takes the system that the file states; why it comes too late, or null.</summary>
    internal Refusal? State(string? system)
    {
        Stated = system;
        var isLate = Convert is not null && options.System is null && system is not null;
        return isLate && CoordinateSystem.Read(system!, out _) is not { IsPlane: false, Refusal: null } ? Refusal.Of("system",
            $"The file names its system, {system}, only behind its features, which were read as degrees of WGS84: name it before them.",
            $"文件在要素之后才说明坐标系 {system}，要素已按 WGS84 经纬度读取：请将其移到要素之前。") : null;
    }

    /// <summary>Looks at the positions of a feature.</summary>
    internal void Look(PolygonReading read, string? code)
    {
        var county = options.Scheme == GridScheme.UnitGrid || options.Scheme == GridScheme.Area ? PlaceExpectation.CountyOf(code) : 0;
        read(Keep, out _);

        bool Keep(double x, double y, out GeoPoint place)
        {
            place = default;
            if (!IsFull) sample.Add(new SamplePosition(x, y, county));
            return true;
        }
    }

    /// <summary>Finds the conversion; why there is none, or null.</summary>
    internal Refusal? Decide()
    {
        Refusal? refusal = null;
        var system = options.System ?? (Stated is null ? CoordinateSystem.Wgs84 : CoordinateSystem.Read(Stated, out refusal));
        if ((refusal ?? system!.Refusal) is { } unknown) return unknown;
        var verdict = new PlaceCheck(system!, options.Axes, new PlaceExpectation(null, null, system!.IsOfChina), sample).Judge();
        if (!options.TakesAnyPlace && verdict.Refusal is { } wrong) return wrong;
        Convert = (double x, double y, out GeoPoint place) => system.TryToWgs84(x, y, verdict.Reading, out place);
        return null;
    }
}
