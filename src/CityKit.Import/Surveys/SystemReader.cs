using CityKit.Core.Text;
using CityKit.Import.Systems;

namespace CityKit.Import.Surveys;

/// <summary>Reads a mapping's coordinate system with its parameters.</summary>
internal static class SystemReader
{
    private const int MostCharacters = 16_384;
    private const int MostMetres = 100_000_000; // a plane's shift may hold a zone's prefix
    private const int MostSeconds = 1_296_000; // once around
    private const int MostParts = 100_000;

    internal static CoordinateSystem? Read(ConfigReader reader)
    {
        var system = SystemOf(reader, "system");
        if (reader.ObjectOrNull("transform") is not { } transform) return Checked(reader, system);
        if (system is null && !reader.Has("system")) reader.Reject("transform", new("可以转换的坐标系", "a system to transform from"));
        var shifted = transform.Has("to") ? Plane(transform, system) : Datum(transform, system);
        transform.Close();
        return Checked(reader, shifted);
    }

    private static CoordinateSystem? SystemOf(ConfigReader reader, string name)
    {
        if (reader.TextOrNull(name, MostCharacters) is not { Length: > 0 } text) return null;
        var system = CoordinateSystem.Read(text, out var refusal);
        if (refusal is not null)
            reader.Reject(name,
                new($"wgs84、gcj02、bd09、EPSG:4528 或 WKT。{refusal.Message.Zh}",
                    $"wgs84, gcj02, bd09, EPSG:4528 or WKT. {refusal.Message.En}"));
        return system;
    }

    private static CoordinateSystem? Checked(ConfigReader reader, CoordinateSystem? system)
    {
        if (system?.Refusal is { } refusal)
            reader.Reject("system", new($"能够转换的坐标系。{refusal.Message.Zh}", $"a system that can be converted. {refusal.Message.En}"));
        return system;
    }

    private static CoordinateSystem? Datum(ConfigReader reader, CoordinateSystem? system)
    {
        var shift = new DatumShift(Metres(reader, "x"), Metres(reader, "y"), Metres(reader, "z"),
            Seconds(reader, "rotationX"), Seconds(reader, "rotationY"), Seconds(reader, "rotationZ"), Parts(reader));
        if (system is null or { HasDatum: true }) return system?.With(shift);
        reader.RejectAll(new($"用于 {system} 的参数", $"parameters for {system}"),
            new("以 EPSG 代码或 WKT 给出、带有基准的坐标系", "a system by EPSG code or WKT, which has a datum to shift"));
        return system;
    }

    private static CoordinateSystem? Plane(ConfigReader reader, CoordinateSystem? system)
    {
        var to = SystemOf(reader, "to");
        var (north, east, rotation, parts) = (Metres(reader, "north"), Metres(reader, "east"), Seconds(reader, "rotation"), Parts(reader));
        if (to is { IsPlane: false }) reader.Reject("to", new("平面坐标系，如 EPSG:4549", "a plane, such as EPSG:4549"));
        else if (system is { IsPlane: false })
            reader.RejectAll(new($"用于 {system} 的平面参数", $"parameters of a plane for {system}"),
                new("平面坐标系", "a system that is a plane"));
        else if (to is not null) return system?.With(new PlaneShift(to, north, east, rotation, parts));
        return system;
    }

    private static double Metres(ConfigReader reader, string name) => (double)reader.Decimal(name, -MostMetres, MostMetres);

    private static double Seconds(ConfigReader reader, string name) => (double)reader.Decimal(name, -MostSeconds, MostSeconds);

    private static double Parts(ConfigReader reader) => (double)reader.Decimal("ppm", -MostParts, MostParts);
}
