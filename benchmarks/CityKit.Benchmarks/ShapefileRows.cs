extern alias import;

using System.Globalization;
using CityKit.Core.Text;
using import::CityKit.Import.Tables;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Esri;
using NetTopologySuite.IO.Esri.Shapefiles.Readers;

namespace CityKit.Benchmarks;

/// <summary>
/// All rows of a Shapefile of points with five values in GBK; NetTopologySuite.IO.Esri.Shapefile beside it, which is told the encoding.
/// </summary>
internal static class ShapefileRows
{
    private const int Rounds = 5;

    internal static void Run(int rows)
    {
        var folder = Directory.CreateTempSubdirectory("citykit-shapefile");
        var path = Path.Combine(folder.FullName, "rows.shp");
        Shapefile.WriteAllFeatures(Enumerable.Range(0, rows).Select(Row), path, encoding: TextEncodings.Gb18030);
        List<double> ours = [], theirs = [];
        var most = 0L;
        for (var round = 0; round < Rounds; round++)
        {
            ours.Add(Figures.CpuSeconds(() => Check(Read(path), rows)));
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true));
            theirs.Add(Figures.CpuSeconds(() => Check(ReadTheirs(path), rows)));
        }
        var (a, b) = (Figures.Median(ours), Figures.Median(theirs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{rows:N0} rows: {a:N2} s of CPU, NetTopologySuite {b:N2} s, {b / a:N1} times; heap after it {most / 1e6:N1} MB"));
        folder.Delete(recursive: true);
    }

    private static long Read(string path)
    {
        using var table = new ShapefileTable(ShapefileParts.Open(path));
        var count = 0L;
        while (table.Next())
        {
            if (!table.TryReadPoint(out _, out _)) continue;
            for (var column = 0; column < table.Columns.Count; column++) count += table[column].IsEmpty ? 0 : 1;
        }
        return count / table.Columns.Count;
    }

    private static long ReadTheirs(string path)
    {
        var options = new ShapefileReaderOptions { Encoding = TextEncodings.Gb18030 };
        using var reader = Shapefile.OpenRead(path, options);
        var count = 0L;
        while (reader.Read(out _, out var row))
            count += row.Attributes.GetValues().Count(value => value is not null);
        return count / reader.Fields.Count;
    }

    private static void Check(long count, int rows)
    {
        if (count != rows) throw new InvalidOperationException($"{count} of {rows} rows were read whole.");
    }

    private static Feature Row(int i) => new(new Point(120 + i % 1000 * 0.001, 36 + i / 1000 * 0.0001), new AttributesTable
    {
        { "id", $"3702{i:D12}" }, { "name", $"路灯{i}" }, { "owner", "市政设施管理处" }, { "count", i }, { "made", "2026-03-01" },
    });
}
