extern alias import;

using System.Diagnostics;
using import::CityKit.Import.Systems;
using ProjNet.CoordinateSystems;
using ProjNet.CoordinateSystems.Transformations;
using CoordinateSystem = import::CityKit.Import.Systems.CoordinateSystem;

namespace CityKit.Benchmarks;

/// <summary>
/// "systems": what it costs to bring one position of a survey to WGS84, in each kind of system, beside ProjNET called as its documentation
/// shows (an array for each point), by its numbers, and over the whole span at once. CPU time, the least of several rounds, in turn.
/// </summary>
internal static class PositionRates
{
    private const int Points = 200_000;
    private const int Rounds = 15;
    private const string Zone =
        """PROJCS["z",GEOGCS["g",DATUM["d",SPHEROID["CGCS2000",6378137,298.257222101]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["latitude_of_origin",0],PARAMETER["central_meridian",120],PARAMETER["scale_factor",1],PARAMETER["false_easting",500000],PARAMETER["false_northing",0],UNIT["metre",1]]""";

    private static readonly double[] First = new double[Points];
    private static readonly double[] Second = new double[Points];

    internal static void Run()
    {
        var plane = (ProjectedCoordinateSystem)new CoordinateSystemFactory().CreateFromWkt(Zone);
        var rival = new CoordinateTransformationFactory().CreateFromCoordinateSystems(plane,
            plane.GeographicCoordinateSystem).MathTransform;
        var seven = new DatumShift(-15.4, 120.1, 50.3, 0.1, -0.2, 0.3, 2);
        (string Name, bool IsPlane, Action Run)[] ways =
        [
            ("ProjNET, an array for each point", true, () => Arrays(rival)),
            ("ProjNET, two numbers", true, () => Numbers(rival)),
            ("ProjNET, all at once", true, () => Spans(rival)),
            ("EPSG:4549", true, () => Ours(Of("EPSG:4549"))),
            ("EPSG:4549, X north with prefix 40", true, () => Swapped(Of("EPSG:4549"))),
            ("EPSG:2385 with seven parameters", true, () => Ours(Of("EPSG:2385").With(seven))),
            ("EPSG:2385 with four to EPSG:4549", true, () => Ours(Of("EPSG:2385").With(new PlaneShift(Of("EPSG:4549"), 1, 2, 3, 4)))),
            ("wgs84", false, () => Ours(Of("wgs84"))),
            ("gcj02", false, () => Ours(Of("gcj02"))),
            ("bd09", false, () => Ours(Of("bd09"))),
        ];
        var least = ways.ToDictionary(way => way.Name, _ => (Time: TimeSpan.MaxValue, Bytes: 0L));
        for (var round = 0; round < Rounds; round++)
            foreach (var (name, isPlane, run) in ways)
            {
                Fill(isPlane);
                var (bytes, cpu) = (GC.GetAllocatedBytesForCurrentThread(), Environment.CpuUsage.TotalTime);
                run();
                (bytes, cpu) = (GC.GetAllocatedBytesForCurrentThread() - bytes, Environment.CpuUsage.TotalTime - cpu);
                if (cpu < least[name].Time) least[name] = (cpu, bytes);
            }
        foreach (var (name, _, _) in ways)
            Console.WriteLine($"{name}: {least[name].Time.TotalNanoseconds / Points:F0} ns, {(double)least[name].Bytes / Points:F1} bytes a point");
    }

    private static void Fill(bool isPlane)
    {
        for (var i = 0; i < Points; i++)
            (First[i], Second[i]) = isPlane ? (534_000 + i * 0.05, 3_990_000 + i * 0.1) : (120.38 + i * 1e-6, 36.06 + i * 1e-6);
    }

    private static void Ours(CoordinateSystem system)
    {
        for (var i = 0; i < Points; i++)
            if (!system.TryToWgs84(First[i], Second[i], default, out _))
                throw new InvalidOperationException($"{system}: {First[i]}, {Second[i]}");
    }

    private static void Swapped(CoordinateSystem system)
    {
        var reading = new CoordinateReading(AxisOrder.NorthEast, 40);
        for (var i = 0; i < Points; i++)
            if (!system.TryToWgs84(Second[i], First[i] + 40_000_000, reading, out _))
                throw new InvalidOperationException($"{system}: {First[i]}, {Second[i]}");
    }

    private static void Arrays(MathTransform rival)
    {
        for (var i = 0; i < Points; i++) rival.Transform([First[i], Second[i]]);
    }

    private static void Numbers(MathTransform rival)
    {
        for (var i = 0; i < Points; i++) rival.Transform(First[i], Second[i]);
    }

    private static void Spans(MathTransform rival) => rival.Transform(First, Second);

    private static CoordinateSystem Of(string name) => CoordinateSystem.Read(name, out _)!;
}
