using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Import.Surveys;
using CityKit.Import.Tables;
using CityKit.Import.Tests.Support;
using CityKit.Import.Tests.Systems;
using NetTopologySuite.Geometries;
using NodaTime;

namespace CityKit.Import.Tests.Surveys;

/// <summary>
/// Three cities' public files (<c>samples/City</c>), converted to every format: each gives the very components that the CSV file gives.
/// </summary>
public sealed class ConvertedSamplesTests : IDisposable
{
    private const double Tolerance = 1e-7; // degrees, about a centimetre, of what was in a plane

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("dc_streetlights", SurveyFormat.GeoJson, -75)]
    [InlineData("dc_streetlights", SurveyFormat.GeoPackage, -75)]
    [InlineData("dc_streetlights", SurveyFormat.Excel, -75)]
    [InlineData("dc_streetlights", SurveyFormat.Shapefile, -75)]
    [InlineData("kr_streetlights", SurveyFormat.GeoJson, 129)]
    [InlineData("kr_streetlights", SurveyFormat.GeoPackage, 129)]
    [InlineData("kr_streetlights", SurveyFormat.Excel, 129)]
    [InlineData("kr_streetlights", SurveyFormat.Shapefile, 129)]
    [InlineData("vancouver_street_trees", SurveyFormat.GeoJson, -123)]
    [InlineData("vancouver_street_trees", SurveyFormat.GeoPackage, -123)]
    [InlineData("vancouver_street_trees", SurveyFormat.Excel, -123)]
    [InlineData("vancouver_street_trees", SurveyFormat.Shapefile, -123)]
    public async Task Import_OfAConvertedFile_GivesTheComponentsOfTheCsv(string name, SurveyFormat format, int meridian)
    {
        var mapping = SurveyMapping.Read(Encoding.UTF8.GetBytes(TestData.Text($"city/{name}.json")), out _)!;
        var sample = Sample.Of(name, mapping);
        var expected = await ImportAsync(
            folder.Write("s.csv", Encoding.UTF8.GetBytes(TestData.Text($"city/{name}.csv"))), mapping, SurveyFormat.Csv);
        var found = await ImportAsync(Convert(sample, format, meridian), Mapped(mapping, format), format);
        Assert.NotEmpty(expected);
        Assert.Equal(expected.Select(Unplaced), found.Select(Unplaced));
        var tolerance = format == SurveyFormat.Shapefile ? Tolerance : 0;
        Assert.All(expected.Zip(found), pair =>
            Assert.True(IsNear(pair.First.Location, pair.Second.Location, tolerance), $"{pair.First.Location} {pair.Second.Location}"));
    }

    private static Component Unplaced(Component component) => component with { Location = GeoPoint.FromDegrees(0, 0) };

    private static bool IsNear(GeoPoint one, GeoPoint other, double tolerance) =>
        Math.Abs(one.Longitude - other.Longitude) <= tolerance && Math.Abs(one.Latitude - other.Latitude) <= tolerance;

    private static async Task<List<Component>> ImportAsync(string path, SurveyMapping mapping, SurveyFormat format)
    {
        var written = SurveyMapping.Read(mapping.Write(), out var errors);
        Assert.Empty(errors);
        using var file = SurveyFile.Open(path, out _)!;
        Assert.Equal(format, file.Format);
        await using var store = new InMemoryComponentStore();
        var options = written!.ApplyTo(new SurveyOptions { Name = "s", On = new LocalDate(2026, 11, 28) }) with { Format = format };
        var result = await new SurveyImport(store, options, TimeProvider.System).RunAsync(file.Content);
        Assert.Null(result.Refusal);
        List<Component> components = [];
        await foreach (var entry in store.ReadLastAsync()) components.Add(entry.After);
        return components;
    }

    // Shapes stand for the columns of places; a .dbf file's names have 10 characters; a .prj file names the system.
    private static SurveyMapping Mapped(SurveyMapping mapping, SurveyFormat format)
    {
        var fields = format == SurveyFormat.Excel ? mapping.Fields
            : mapping.Fields.RemoveRange([SurveyField.Longitude, SurveyField.Latitude]);
        if (format == SurveyFormat.Shapefile)
            fields = fields.Select(field => KeyValuePair.Create(field.Key, Shortened(field.Value))).ToImmutableSortedDictionary();
        return mapping with { Format = format, Fields = fields, System = format == SurveyFormat.Shapefile ? null : mapping.System };
    }

    private static FieldSource Shortened(FieldSource source) =>
        source.Column is { } column ? FieldSource.FromColumn(Sample.Short(column)).With(source.Values, source.Otherwise) : source;

    private string Convert(Sample sample, SurveyFormat format, int meridian)
    {
        switch (format)
        {
            case SurveyFormat.GeoJson:
                return folder.Write("s.geojson", GeoJson(sample));
            case SurveyFormat.GeoPackage:
                return folder.Write("s.gpkg",
                    Geopackages.Of("s", sample.Columns,
                    sample.Rows.Select(row => (object?[])[.. row.Values, Geopackages.Point(row.X, row.Y)]), 4326));
            case SurveyFormat.Excel:
                return folder.Write("s.xlsx", OpenXml.Of(sample.Rows.Select(row => row.Values).Prepend(sample.Columns)));
            default:
                var path = folder.At("s.shp");
                Shapefiles.Write(path, [.. sample.Columns.Select(Sample.Short)],
                    sample.Rows.Select(row => ((object?[])row.Values, (Geometry?)Plane(row.X, row.Y, meridian))), Shapefiles.Utm(meridian));
                return path;
        }
    }

    private static byte[] GeoJson(Sample sample) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"{{\"type\": \"FeatureCollection\", \"features\": [{string.Join(",\n", sample.Rows.Select(row => Feature(sample, row)))}]}}"));

    private static string Feature(Sample sample, SampleRow row) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"type\": \"Feature\", \"properties\": {JsonSerializer.Serialize(sample.Columns.Zip(row.Values).ToDictionary(cell => cell.First, cell => cell.Second))}, \"geometry\": {{\"type\": \"Point\", \"coordinates\": [{row.X:R}, {row.Y:R}]}}}}");

    private static Point Plane(double x, double y, int meridian)
    {
        var (east, north) = GaussKruger.Wgs84.Of(x, y, meridian, 0.9996);
        return new Point(500_000 + east, north);
    }

    /// <summary>The columns that a mapping reads, with the place.</summary>
    private sealed record Sample(string[] Columns, IReadOnlyList<SampleRow> Rows)
    {
        private const int ShortName = 10;

        internal static string Short(string name) => name[..Math.Min(name.Length, ShortName)];

        internal static Sample Of(string name, SurveyMapping mapping)
        {
            using var table = new CsvTable(TextInput.Of(TestData.Open($"city/{name}.csv")), new TableChoice(_ => true), 1 << 16);
            string[] columns = [.. mapping.Fields.Values.Select(source => source.Column).OfType<string>().Distinct()];
            var (indices, x, y) = (Array.ConvertAll(columns, column => At(table, column)),
                At(table, mapping.Fields[SurveyField.Longitude].Column!), At(table, mapping.Fields[SurveyField.Latitude].Column!));
            List<SampleRow> rows = [];
            while (table.Next())
                rows.Add(new SampleRow(
                Array.ConvertAll(indices, at => Encoding.UTF8.GetString(table[at])), Number(table, x), Number(table, y)));
            return new Sample(columns, rows);
        }

        private static int At(CsvTable table, string column) => table.Columns.ToList().IndexOf(column);

        private static double Number(CsvTable table, int column) => double.Parse(table[column], CultureInfo.InvariantCulture);
    }

    private sealed record SampleRow(string[] Values, double X, double Y);
}
