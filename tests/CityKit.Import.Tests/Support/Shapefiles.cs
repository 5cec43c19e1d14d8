using System.Text;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;

namespace CityKit.Import.Tests.Support;

/// <summary>Shapefiles as the rival's writer makes them.</summary>
internal static class Shapefiles
{
    internal const string Cgcs2000 =
        """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]""";

    internal const string GaussKruger120 =
        """PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";

    /// <summary>A UTM zone's .prj file, north of the equator, by its meridian.</summary>
    internal static string Utm(int meridian) =>
        $"""PROJCS["WGS_1984_UTM",GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Transverse_Mercator"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",{meridian}.0],PARAMETER["Scale_Factor",0.9996],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]""";

    /// <summary>The files by their endings, such as <c>.shp</c>.</summary>
    internal static Dictionary<string, byte[]> Of(
        IReadOnlyList<string> columns, IEnumerable<(object?[] Values, Geometry? Shape)> rows, string? system = null, Encoding? encoding =
        null)
    {
        using var folder = new TemporaryFolder();
        Write(folder.At("s.shp"), columns, rows, system, encoding);
        return new[] { ".shp", ".shx", ".dbf", ".cpg", ".prj" }.Where(end => File.Exists(folder.At($"s{end}")))
            .ToDictionary(end => end, end => File.ReadAllBytes(folder.At($"s{end}")));
    }

    internal static void Write(
        string path, IReadOnlyList<string> columns, IEnumerable<(object?[] Values, Geometry? Shape)> rows, string? system = null,
        Encoding? encoding = null) =>
        Shapefile.WriteAllFeatures(rows.Select(row => new Feature(row.Shape,
            new AttributesTable(columns.Zip(row.Values).Select(value => KeyValuePair.Create(value.First, value.Second!))))), path, system,
                encoding);

    /// <summary>A zip of them, each named so.</summary>
    internal static byte[] Zip(Dictionary<string, byte[]> files, string name = "s") =>
        Packed.Zip([.. files.Select(file => ($"{name}{file.Key}", file.Value))]);

    internal static Geometry Point(double x, double y) => new Point(x, y);
}
