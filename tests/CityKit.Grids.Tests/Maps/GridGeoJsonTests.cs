using System.Text;
using System.Text.Json;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Grids.Cutting;
using CityKit.Grids.Maps;
using CityKit.Import.Maps;
using NodaTime;

namespace CityKit.Grids.Tests.Maps;

public class GridGeoJsonTests
{
    private const string Square = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";

    [Fact]
    public void Read_PolygonsHolesAndParts_AreLocated()
    {
        var result = Read(
            Feature("a", "Polygon", "[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[3,3],[3,6],[6,6],[6,3],[3,3]]]"),
            Feature("b", "MultiPolygon", "[[[[3,3],[6,3],[6,6],[3,6],[3,3]]],[[[20,0,7],[21,0,7],[21,1,7],[20,0,7]]]]"));
        Assert.Empty(result.Problems);
        var map = new GridMap(result.Grids);
        Assert.Equal(("a", "b", "b"), (At(map, 1, 1), At(map, 4, 4), At(map, 20.5, 0.25)));
    }

    [Theory]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,1],[0,1]]]", "ring-open")]
    [InlineData("Polygon", "[[[0,0],[1,0],[0,0]]]", "ring-short")]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,0],[0,0]]]", "ring-short")]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,91],[0,0]]]", "position")]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,1e999],[0,0]]]", "position")]
    [InlineData("Polygon", "[[[0,0],[1],[1,1],[0,0]]]", "position")]
    [InlineData("Polygon", "[[[0,0],[\"1\",0],[1,1],[0,0]]]", "position")]
    [InlineData("Polygon", "[]", "geometry")]
    [InlineData("Polygon", "[[0,0],[1,0],[1,1],[0,0]]", "geometry")]
    [InlineData("MultiPolygon", "[]", "geometry")]
    [InlineData("MultiPolygon", "[[[0,0],[1,0],[1,1],[0,0]]]", "geometry")]
    [InlineData("Point", "[0,0]", "geometry")]
    // crosses itself; before, the reader kept it in silence (issue 8, number 14)
    [InlineData("Polygon", "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]", "invalid")]
    [InlineData("Polygon", "[[[0,0],[1,0],[1,1],[0,0]],[[5,5],[6,5],[6,6],[5,5]]]", "invalid")] // a hole outside
    [InlineData("MultiPolygon", "[[[[0,0],[1,0],[1,1],[0,0]]],[[[0,0],[1,0],[1,1],[0,1],[0,0]]]]", "invalid")] // parts on the same ground
    public void Read_BadGeometry_IsNamedAndTheRestLoads(string type, string coordinates, string reason)
    {
        var result = Read(Feature("a", "Polygon", Square), Feature("b", type, coordinates), Feature("c", "Polygon", Square));
        var problem = Assert.Single(result.Problems);
        Assert.Equal((1, "b", reason), (problem.Index, problem.Code, problem.Reason));
        Assert.Equal(["a", "c"], result.Grids.Select(grid => grid.Code));
    }

    /// <summary>What it covers is plain, so it is taken and named (issue 8, number 15).</summary>
    [Theory]
    [InlineData("MultiPolygon", "[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[2,0],[4,0],[4,2],[2,2],[2,0]]]]", 1, 3)]
    [InlineData("MultiPolygon", "[[[[0,0],[2,0],[2,2],[0,2],[0,0]]],[[[2,1],[4,1],[4,4],[2,4],[2,1]]]]", 1, 3)] // part of an edge
    // holes
    [InlineData("Polygon", "[[[0,0],[9,0],[9,4],[0,4],[0,0]],[[5,1],[6,1],[6,2],[5,2],[5,1]],[[6,1],[7,1],[7,2],[6,2],[6,1]]]", 1, 8)]
    [InlineData("Polygon", "[[[0,0],[9,0],[9,4],[0,4],[0,0]],[[9,1],[9,2],[8,2],[8,1],[9,1]]]", 1, 8.5)] // a hole at the border
    public void Read_RingsThatShareAnEdge_AreTakenAndNamed(string type, string coordinates, double inside, double alsoInside)
    {
        var read = Read(Feature("a", type, coordinates));
        Assert.Empty(read.Problems);
        var finding = Assert.Single(read.Findings);
        Assert.Equal((GridFindingKind.SharedEdge, "a"), (finding.Kind, finding.Codes[0]));
        var map = new GridMap(read.Grids);
        Assert.Equal(("a", type == "Polygon" && alsoInside == 8.5 ? null : "a"), (At(map, inside, 1.5), At(map, alsoInside, 1.5)));
        // a hole is a gap
        Assert.Equal([GridFindingKind.SharedEdge], GridMapCheck.Check(read).Findings.Select(found => found.Kind)
            .Where(kind => kind != GridFindingKind.Gap));
    }

    [Fact]
    public void Read_InvalidRings_AreNamedInBothLanguages()
    {
        var problem = Assert.Single(Read(Feature("a", "Polygon", "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]")).Problems);
        Assert.Contains("rings cross", problem.Message.En, StringComparison.Ordinal);
        Assert.Contains("环相交", problem.Message.Zh, StringComparison.Ordinal);
        Assert.DoesNotContain("Self", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_GeoJsonInGbk_IsRecognised()
    {
        var text = Encoding.UTF8.GetString(Collection(Feature("a", "Polygon", Square)));
        Assert.Equal("网格", Assert.Single(GridGeoJsonReader.Read(TextEncodings.Gb18030.GetBytes(text), Any).Grids).Name);
    }

    [Fact]
    public void On_InvalidGridOfAnotherTime_IsNotNamed()
    {
        const string Bow = "[[[0,0],[1,1],[1,0],[0,1],[0,0]]]";
        var result = Read(Feature("a\",\"validUntil\":\"2026-01-01", "Polygon", Bow),
            Feature("a\",\"validFrom\":\"2026-01-01", "Polygon", Square), Feature("b", "Polygon", Bow));
        Assert.Equal(["a", "b"], result.Invalid.Select(invalid => invalid.Grid.Code));
        var held = result.On(new LocalDate(2026, 7, 1));
        Assert.Equal((2, "invalid", "b"),
            (Assert.Single(held.Problems).Index, held.Problems[0].Reason, Assert.Single(held.Invalid).Grid.Code));
        Assert.Equal(1, Assert.Single(held.Features));
    }

    [Fact]
    public void Read_BadFeatures_AreNamedByIndex()
    {
        var result = Read(
            "7",
            """{"type":"Feature","properties":null,"geometry":null}""",
            Feature("a", "Polygon", Square),
            Feature("a", "Polygon", Square),
            """{"type":"Feature","geometry":{"coordinates":[[[0,0],[1,0],[1,1],[0,0]]],"type":"Polygon"},"properties":{"x":{"code":"z"},"code":42}}""",
            """{"type":"Feature","geometry":null,"properties":{"code":"\ud800"}}""");
        Assert.Equal(["0 not-a-feature", "1 no-code", "3 duplicate", "5 json"],
            result.Problems.Select(problem => $"{problem.Index} {problem.Reason}"));
        Assert.Equal(["a", "42"], result.Grids.Select(grid => grid.Code));
    }

    [Fact]
    public void Read_CodeThatDoesNotFitTheScheme_IsNamed()
    {
        var result = GridGeoJsonReader.Read(Collection(Feature("37020201490107", "Polygon", Square),
            Feature("370202014901000", "Polygon", Square)), new GeoJsonGridOptions { TakesAnyPlace = true });
        Assert.Equal((1, "code"), (Assert.Single(result.Problems).Index, result.Problems[0].Reason));
    }

    [Theory]
    [InlineData("", "no-features")]
    [InlineData("{\"type\":\"FeatureCollection\"}", "no-features")]
    [InlineData("[1,2]", "no-features")]
    [InlineData("{\"features\":[{\"type\":", "json")]
    [InlineData("{\"features\":[}", "json")]
    public void Read_BrokenFile_SaysSo(string text, string reason)
    {
        var result = GridGeoJsonReader.Read(Encoding.UTF8.GetBytes(text));
        Assert.Equal((-1, reason), (Assert.Single(result.Problems).Index, result.Problems[0].Reason));
    }

    [Fact]
    public void Read_CutAnywhere_KeepsWhatCameWholeAndNamesTheRest()
    {
        var bytes = Collection(Feature("a", "Polygon", Square), Feature("b", "Polygon", Square));
        for (var length = 0; length < bytes.Length; length++)
        {
            var result = GridGeoJsonReader.Read(bytes[..length], Any);
            Assert.Single(result.Problems);
            Assert.InRange(result.Grids.Length, 0, 2);
        }
    }

    [Fact]
    public void Read_FlippedBytes_NeverThrows()
    {
        var bytes = Collection(Feature("a", "Polygon", Square), Feature("b", "MultiPolygon", $"[{Square}]"));
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            var broken = bytes.ToArray();
            for (var flips = random.Next(1, 4); flips > 0; flips--) broken[random.Next(broken.Length)] = (byte)random.Next(256);
            var result = GridGeoJsonReader.Read(broken, Any);
            Assert.InRange(result.Grids.Length, 0, 2);
        }
    }

    [Fact]
    public void Read_Limits_StopTheReading()
    {
        var bytes = Collection([.. Enumerable.Range(0, 50).Select(i => Feature($"g{i:D2}", "Polygon", Square))]);
        var few = GridGeoJsonReader.Read(bytes, Any with { MaxFeatures = 10 });
        Assert.Equal((10, "limit"), (few.Grids.Length, Assert.Single(few.Problems).Reason));
        var small = GridGeoJsonReader.Read(bytes, Any with { MaxFeatureBytes = 64 });
        Assert.Equal((0, "limit"), (small.Grids.Length, Assert.Single(small.Problems).Reason));
    }

    // A stream that gives one byte at a time, and features larger than the first buffer.
    [Fact]
    public void Read_TricklingStreamAndLargeFeature_IsTheSame()
    {
        var ring = string.Join(
            ',', Enumerable.Range(0, 20_000)
            .Select(i => FormattableString.Invariant($"[{Math.Cos(i * Math.Tau / 20_000):R},{Math.Sin(i * Math.Tau / 20_000):R}]")));
        var bytes = Collection(
            Feature("a", "Polygon", Square), Feature("big", "Polygon", $"[[{ring},[1,0]]]"), Feature("c", "Polygon", Square));
        var result = GridGeoJsonReader.Read(new Trickle(bytes), Any);
        Assert.Empty(result.Problems);
        Assert.Equal(["a", "big", "c"], result.Grids.Select(grid => grid.Code));
        Assert.Equal(20_000, result.Grids[1].Polygons[0].Outer.Length);
    }

    [Fact]
    public void Read_PaddedAreaCode_IsItsShortForm()
    {
        var result = GridGeoJsonReader.Read(Collection(Feature("370202000000", "Polygon", Square), Feature("370202", "Polygon", Square)),
            new GeoJsonGridOptions { Scheme = GridScheme.Area, TakesAnyPlace = true });
        Assert.Equal("370202", Assert.Single(result.Grids).Code);
        Assert.Equal("duplicate", Assert.Single(result.Problems).Reason);
    }

    [Fact]
    public void Write_ThenRead_IsTheSameMap()
    {
        var outline = GeoPolygon.FromRings(
            [GeoPoint.FromDegrees(120.4, 36), GeoPoint.FromDegrees(120.41, 36.002), GeoPoint.FromDegrees(120.405, 36.01)]);
        var grids = ProvisionalGridCutter.Cut(outline, AreaCode.Parse("370202014901"), 200);
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) GridGeoJsonWriter.Write(writer, grids);
        var read = GridGeoJsonReader.Read(stream.ToArray());
        Assert.Empty(read.Problems);
        Assert.Equal(grids.Select(grid => (grid.Code, grid.Name, grid.IsProvisional)),
            read.Grids.Select(grid => (grid.Code, grid.Name, grid.IsProvisional)));
        Assert.All(grids.Zip(read.Grids), pair => Assert.Equal(pair.First.SquareMetres, pair.Second.SquareMetres, 3));
    }

    // A grid that changed stands once for each of its times; at one time only once.
    [Fact]
    public void Read_TwoVersionsOfAGrid_AreOneOnEachDay()
    {
        var result = Read(Dated("a", "\"validUntil\":\"2025-01-01\""), Dated("a", "\"validFrom\":20250101"),
            Dated("a", "\"validFrom\":\"2024-12-31\""), Dated("b", "\"validFrom\":\"2025-01-01\",\"validUntil\":\"2025-01-01\""),
            Dated("b", "\"validFrom\":\"2025\""));
        Assert.Equal([(2, "duplicate"), (3, "valid"), (4, "valid")], result.Problems.Select(problem => (problem.Index, problem.Reason)));
        Assert.Equal(new LocalDate(2025, 1, 1), Assert.Single(result.On(new LocalDate(2024, 12, 31)).Grids).Valid.Until);
        Assert.Equal((1, new LocalDate(2025, 1, 1)),
            (Assert.Single(result.On(new LocalDate(2025, 1, 1)).Features), result.On(new LocalDate(2025, 1, 1)).Grids[0].Valid.From));
    }

    [Fact]
    public void Write_GridWithDays_ReadsBack()
    {
        var grid = new Grid(Any.Scheme, "a", "", [GeoPolygon.FromRings([default, GeoPoint.FromDegrees(1, 0), GeoPoint.FromDegrees(0, 1)])])
            { Valid = new Validity(new LocalDate(2020, 2, 29), new LocalDate(2021, 3, 1)) };
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) GridGeoJsonWriter.Write(writer, [grid]);
        Assert.Equal(grid.Valid, Assert.Single(GridGeoJsonReader.Read(stream.ToArray(), Any).Grids).Valid);
    }

    private static string Dated(string code, string days) =>
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}",{{{days}}}},"geometry":{"type":"Polygon","coordinates":{{{Square}}}}}""";

    private static readonly GeoJsonGridOptions Any = new() { Scheme = GridScheme.Parse("test") };

    private static GridReadResult Read(params string[] features) => GridGeoJsonReader.Read(Collection(features), Any);

    private static byte[] Collection(params string[] features) =>
        Encoding.UTF8.GetBytes(
            $$"""{"type":"FeatureCollection","crs":{"features":[1]},"features":[{{string.Join(',', features)}}],"after":[{}]}""");

    private static string Feature(string code, string type, string coordinates) =>
        $$$"""{"type":"Feature","properties":{"code":"{{{code}}}","name":"网格"},"geometry":{"type":"{{{type}}}","coordinates":{{{coordinates}}}}}""";

    private static string? At(GridMap map, double longitude, double latitude) =>
        map.TryLocate(GeoPoint.FromDegrees(longitude, latitude), out var grid) ? grid.Code : null;

    private sealed class Trickle(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(1, count));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(1, buffer.Length)]);
    }
}
