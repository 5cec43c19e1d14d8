using System.Text;
using System.Text.Json;
using CityKit.Components;
using CityKit.Components.Queries;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Import.Exports;
using CityKit.Import.Surveys;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NodaTime;

namespace CityKit.Import.Tests.Exports;

/// <summary>What is exported imports again, and is what others read.</summary>
public sealed class ComponentExportTests : IDisposable
{
    private static readonly Instant Moment = Instant.FromUtc(2026, 11, 28, 9, 0);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-export-");

    public ComponentExportTests() => SQLitePCL.Batteries_V2.Init();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData(ExportFormat.Csv, SurveyFormat.Csv)]
    [InlineData(ExportFormat.GeoJson, SurveyFormat.GeoJson)]
    [InlineData(ExportFormat.GeoJsonSequence, SurveyFormat.GeoJson)]
    public async Task Write_ImportedAgain_GivesTheSameComponents(ExportFormat format, SurveyFormat survey)
    {
        foreach (var components in new[] { Components(500).ToList(), OwnComponents(500).ToList() })
        {
            using var file = new MemoryStream();
            Assert.Equal(500, await ComponentExport.WriteAsync(StreamAsync(components), file, format));
            Assert.Equal(components, await ImportAsync(file.ToArray(), survey));
        }
    }

    [Fact]
    public async Task WriteGeoPackage_ImportedAgain_GivesTheSameComponents()
    {
        foreach (var components in new[] { Components(500).ToList(), OwnComponents(500).ToList() })
        {
            var path = Path.Combine(folder.FullName, "out.gpkg");
            Assert.Equal(500, await ComponentExport.WriteGeoPackageAsync(StreamAsync(components), path, Moment));
            Assert.Equal(components, await ImportAsync(await File.ReadAllBytesAsync(path), SurveyFormat.GeoPackage));
        }
    }

    [Fact]
    public async Task Write_ASequence_IsTheCollectionsFeaturesLineByLine()
    {
        using var collection = new MemoryStream();
        using var sequence = new MemoryStream();
        await ComponentExport.WriteAsync(StreamAsync(Components(30)), collection, ExportFormat.GeoJson);
        await ComponentExport.WriteAsync(StreamAsync(Components(30)), sequence, ExportFormat.GeoJsonSequence);
        using var whole = JsonDocument.Parse(collection.ToArray());
        var lines = Encoding.UTF8.GetString(sequence.ToArray()).Split('\n');
        Assert.Equal("", lines[^1]);
        Assert.Equal(whole.RootElement.GetProperty("features").EnumerateArray().Select(feature => feature.GetRawText()), lines[..^1]);
    }

    [Theory]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.GeoJson)]
    [InlineData(ExportFormat.GeoJsonSequence)]
    public async Task Write_Nothing_IsAFileAllTheSame(ExportFormat format)
    {
        using var file = new MemoryStream();
        Assert.Equal(0, await ComponentExport.WriteAsync(StreamAsync([]), file, format));
        var text = Encoding.UTF8.GetString(file.ToArray());
        if (format == ExportFormat.GeoJson) Assert.Empty(JsonDocument.Parse(text).RootElement.GetProperty("features").EnumerateArray());
        else Assert.Equal(format == ExportFormat.Csv ? 1 : 0, text.Count(c => c == '\n'));
    }

    /// <summary>A name that a spreadsheet would run is shown; a number keeps its sign.</summary>
    [Fact]
    public async Task Write_AFormulaAsCsv_IsAText()
    {
        var component = Components(1)
            .First() with { Name = "=HYPERLINK(\"http://x\",\"y\")", Note = "@SUM(1)", Location = GeoPoint.FromDegrees(-73.98, -40.7) };
        using var file = new MemoryStream();
        await ComponentExport.WriteAsync(StreamAsync([component]), file, ExportFormat.Csv);
        var line = Encoding.UTF8.GetString(file.ToArray()).Split("\r\n")[1];
        Assert.Contains(",\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\",", line, StringComparison.Ordinal);
        Assert.Contains(",'@SUM(1),", line, StringComparison.Ordinal);
        Assert.EndsWith(",-73.98,-40.7", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WriteGeoPackage_IsValidAndHasEveryAttribute()
    {
        var components = Components(300).ToList();
        var path = Path.Combine(folder.FullName, "out.gpkg");
        await File.WriteAllTextAsync(path, "what was there before");
        Assert.Equal(300, await ComponentExport.WriteGeoPackageAsync(StreamAsync(components), path, Moment));
        using var file = Open(path);
        Assert.Equal(["1196444487"], Texts(file, "PRAGMA application_id"));
        Assert.Equal(["10300"], Texts(file, "PRAGMA user_version"));
        Assert.Equal(["ok"], Texts(file, "PRAGMA integrity_check"));
        Assert.Empty(Texts(file, "PRAGMA foreign_key_check"));
        Assert.Equal(["-1", "0", "4326"], Texts(file, "SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY srs_id"));
        Assert.Equal(["features 4326 2026-11-28T09:00:00.000Z"],
            Texts(file, "SELECT data_type || ' ' || srs_id || ' ' || last_change FROM gpkg_contents WHERE table_name = 'components'"));
        Assert.Equal(["geom POINT 4326 0 0"],
            Texts(file, "SELECT column_name || ' ' || geometry_type_name || ' ' || srs_id || ' ' || z || ' ' || m FROM gpkg_geometry_columns WHERE table_name = 'components'"));
        Assert.Equal([$"{components.Min(c => c.Location.Longitude):R}"], Texts(file, "SELECT min_x FROM gpkg_contents"));
        Assert.Equal([$"{components.Max(c => c.Location.Latitude):R}"], Texts(file, "SELECT max_y FROM gpkg_contents"));
        foreach (var field in ExportedField.All) Assert.Equal(components.Select(field.Of),
            Texts(file, $"SELECT ifnull({field.Code}, '') FROM components ORDER BY fid"));
        Assert.Equal(components.Select(c => (c.Location.Longitude, c.Location.Latitude)), Shapes(file, "components").Cast<Point>()
            .Select(point => (point.X, point.Y)));
        Assert.Equal(["47500003E6100000"],
            // GP, version 0, little-endian with the envelope of two axes, 4326
            Texts(file, "SELECT DISTINCT hex(substr(geom, 1, 8)) FROM components"));
    }

    [Fact]
    public async Task WriteGeoPackage_GivenUp_LeavesNothing()
    {
        var path = Path.Combine(folder.FullName, "out.gpkg");
        using var cancel = new CancellationTokenSource();
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            ComponentExport.WriteGeoPackageAsync(StreamAsync(Components(100), cancel), path, Moment, cancel.Token));
        Assert.Empty(folder.EnumerateFiles());
        await Assert.ThrowsAnyAsync<IOException>(() =>
            ComponentExport.WriteGeoPackageAsync(StreamAsync([]), Path.Combine(folder.FullName, "none", "out.gpkg"), Moment));
    }

    [Fact]
    public async Task Write_TheResultOfAQuery_IsWhatFits()
    {
        var components = Components(200).ToList();
        await using var registry = await ComponentRegistry.OpenAsync(new InMemoryComponentStore());
        foreach (var component in components) Assert.NotNull(
            (await registry.RegisterAsync(component with { Changed = null },
            new EventRecord(component.FirstSurveyed, Moment, "x"))).History);
        using var file = new MemoryStream();
        var query = new ComponentQuery { Owner = "自来水公司" };
        Assert.Equal(components.Count(c => c.Owner?.Name == "自来水公司" && c.State != ComponentState.Removed),
            await ComponentExport.WriteAsync(registry.ReadAsync(query), file, ExportFormat.Csv));
    }

    internal static SqliteConnection Open(string path)
    {
        var file = new SqliteConnection($"Data Source={path};Pooling=False;Mode=ReadOnly");
        file.Open();
        return file;
    }

    internal static List<Geometry> Shapes(SqliteConnection file, string table)
    {
        using var command = file.CreateCommand();
        command.CommandText = $"SELECT geom FROM {table} ORDER BY fid";
        using var rows = command.ExecuteReader();
        List<Geometry> shapes = [];
        while (rows.Read()) shapes.Add(new GeoPackageGeoReader().Read(rows.GetFieldValue<byte[]>(0)));
        return shapes;
    }

    internal static List<string> Texts(SqliteConnection file, string sql)
    {
        using var command = file.CreateCommand();
        command.CommandText = sql;
        using var rows = command.ExecuteReader();
        List<string> texts = [];
        while (rows.Read()) texts.Add(Convert.ToString(rows.GetValue(0), System.Globalization.CultureInfo.InvariantCulture)!);
        return texts;
    }

    private static async Task<List<Component>> ImportAsync(byte[] file, SurveyFormat format)
    {
        var store = new InMemoryComponentStore();
        var options = new SurveyOptions { Name = "again", On = new LocalDate(2020, 1, 1), Format = format };
        using var rejects = new MemoryStream();
        var result = await new SurveyImport(store, options, TimeProvider.System).RunAsync(new MemoryStream(file), rejects);
        Assert.True(result.Mark is { Rejected: 0, IsDone: true },
            $"{result.Refusal?.Message.En} {Encoding.UTF8.GetString(rejects.ToArray())}");
        List<Component> read = [];
        await foreach (var entry in store.ReadLastAsync()) read.Add(entry.After);
        return read;
    }

    private static IEnumerable<Component> Components(int count)
    {
        var random = new Random(11);
        for (var i = 1; i <= count; i++)
            yield return new Component
            {
                Id = ComponentId.Of(AreaCode.Parse("370202"), ClassKey.Component(CatalogueStandard.GbT47678, "01037"), i),
                Name = i % 7 == 0 ? "路灯，\"大\"，1,2" : "路灯",
                Department = new ResponsibleBody("市南区城市管理局", UnifiedSocialCreditCode.Parse("11100000000013338W")),
                Owner = i % 3 == 0 ? null
                    : new ResponsibleBody("自来水公司", i % 2 == 0 ? UnifiedSocialCreditCode.Parse("91610800064834709T") : null),
                Maintainer = i % 4 == 0 ? new ResponsibleBody("养护二队") : null,
                Grid = GridKey.Of(UnitGridCode.Parse($"37020200100100{1 + i % 9}")),
                State = (ComponentState)(1 + i % 5),
                FirstSurveyed = new LocalDate(2026, 7, 1).PlusDays(-i),
                Changed = i % 2 == 0 ? new LocalDate(2026, 7, 2) : null,
                DataSource = (ComponentDataSource)(i % 5),
                Note = i % 6 == 0 ? "line 1\nline 2; <b>&\t'x'" : i % 6 == 1 ? "=1+1" : i % 6 == 2 ? "'quoted'" : "",
                Street = i % 8 == 0 ? null : new AreaName(AreaCode.Parse("370202001"), "香港中路街道"),
                Community = i % 8 == 0 ? null : new AreaName(AreaCode.Parse("370202001001"), ""),
                Location = GeoPoint.FromDegrees(120 + random.NextDouble(), 36 + random.NextDouble()),
                Photos = i % 5 == 0 ? PhotoList.Of("a/1.jpg", "a/2.jpg") : default,
                ExternalId = i % 2 == 0 ? $"PF-{i}" : "",
            };
    }

    // Of a city outside GB/T: ids and grids of its own.
    private static IEnumerable<Component> OwnComponents(int count) => Components(count).Select((component, at) => component with
    {
        Id = ComponentId.Of(ComponentScheme.Parse("nyc"), "01037", at + 1),
        Grid = GridKey.Parse($"basic-grid:N{at % 9}"), Street = null, Community = null,
    });

    private static async IAsyncEnumerable<Component> StreamAsync(IEnumerable<Component> components, CancellationTokenSource? stopped = null)
    {
        foreach (var component in components)
        {
            yield return component;
            if (stopped is not null && component.Id.Sequence == 50) await stopped.CancelAsync();
            stopped?.Token.ThrowIfCancellationRequested();
        }
    }
}
