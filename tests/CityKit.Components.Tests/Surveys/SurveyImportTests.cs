using System.Text;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Coordinates;
using CityKit.Grids.Maps;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using CityKit.Testing;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace CityKit.Components.Tests.Surveys;

public class SurveyImportTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 7, 2, 0, 0);
    private static readonly SurveyOptions Options = new() { Name = "survey-1", On = Samples.Day, RowsOfCommit = 10 };

    [Fact]
    public async Task Run_AGoodRow_KeepsEveryAttribute()
    {
        await using var store = new InMemoryComponentStore();
        var result = await ImportAsync(store, SurveyText.Csv(SurveyText.Row(5)), Options);
        Assert.Equal((1, 1, 0, true), (result.Mark!.Rows, result.Mark.Accepted, result.Mark.Rejected, result.Mark.IsDone));
        var entry = (await store.FindAsync(Samples.Id(5)))!.Events[0];
        Assert.Equal(Samples.Lamp(5) with { Note = "", Photos = PhotoList.Of("a.jpg", "b.jpg") }, entry.After);
        Assert.Equal((new EventRecord(Samples.Day, Now, "survey-1"), ComponentEventKind.Survey), (entry.Record, entry.Kind));
    }

    [Theory]
    [InlineData("GLBJBSM", "37020201037000042x,{b},{r},120.38,36.06,")]
    [InlineData("GLBJBSM", ",{b},{r},120.38,36.06,")]
    [InlineData("GLBJBSM", "37020201999000042,{b},{r},120.38,36.06,")] // not in the catalogue
    [InlineData("LON", "{id},{b},{r},abc,36.06,")]
    [InlineData("LON", "{id},{b},{r},0,0,")]
    [InlineData("LON", "{id},{b},{r},190,36.06,")]
    [InlineData("LAT", "{id},{b},{r},120.38,96.06,")]
    [InlineData("LAT", "{id},{b},{r},120.38,,")]
    [InlineData("ZGBMDM", "{id},路灯,11100000000013338X,局,,,,,370202001001001,{r},120.38,36.06,")]
    [InlineData("ZGBMDM", "{id},路灯,,局,,,,,370202001001001,{r},120.38,36.06,")]
    [InlineData("ZGBMMC", "{id},路灯,11100000000013338W,,,,,,370202001001001,{r},120.38,36.06,")]
    [InlineData("SZDYWGBSM", "{id},路灯,11100000000013338W,局,,,,,3702020010010,{r},120.38,36.06,")]
    [InlineData("SZDYWGBSM", "{id},路灯,11100000000013338W,局,,,,,,{r},120.38,36.06,")]
    [InlineData("GLBJZT", "{id},{b},坏,20260701,,实测,,,,,,120.38,36.06,")]
    [InlineData("CSRQ", "{id},{b},完好,2026071,,实测,,,,,,120.38,36.06,")]
    [InlineData("BGRQ", "{id},{b},完好,20260701,20260601,实测,,,,,,120.38,36.06,")]
    [InlineData("SJLY", "{id},{b},完好,20260701,,听说,,,,,,120.38,36.06,")]
    [InlineData("SZJDDM", "{id},{b},完好,20260701,,实测,,370202002,x,,,120.38,36.06,")]
    [InlineData("", "{id},{b}")]
    [InlineData("", "{id},{b},{r},120.38,36.06,a\"b")]
    public async Task Run_OneThingWrong_IsToldAndTheOthersAreTaken(string field, string row)
    {
        var wrong = row.Replace("{id}", "37020201037000042", StringComparison.Ordinal)
            .Replace("{b}", "路灯,11100000000013338W,局,,,,,370202001001001", StringComparison.Ordinal)
                .Replace("{r}", "完好,20260701,,实测,,,,,", StringComparison.Ordinal);
        await using var store = new InMemoryComponentStore();
        var (result, rejects) =
            await ImportWithRejectsAsync(
            store, SurveyText.Csv(SurveyText.Row(1), wrong, SurveyText.Row(2)), Options with { Catalogue = ClassCatalogue.GbT47678 });
        Assert.Equal((2, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Equal(["3", field], rejects.Split("\r\n")[1].Split(',')[..2]);
        Assert.Equal(2, await store.CountAsync());
    }

    /// <summary>
    /// A spreadsheet took the leading zero of 01037 away; and a file is of one standard, whichever comes first (issue 8, number 13).
    /// </summary>
    [Theory]
    [InlineData("37020201037000042", "1037", "the leading zero is missing")]
    [InlineData("37020201037000042", "0105", "a file is of one standard")]
    public async Task Run_ClassOfAnotherStandard_IsRejected(string first, string code, string says)
    {
        const string Given = "路灯,11100000000013338W,局,,,,,370202001001001,完好,20260701,,实测,,,,,,120.38,36.06,,";
        var csv = $"{SurveyText.Header},BJDM\n{first},{Given}\n,{Given}{code}\n";
        await using var store = new InMemoryComponentStore();
        var (result, rejects) = await ImportWithRejectsAsync(store, csv, Options);
        Assert.Equal((1, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Contains(says, rejects, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_QuotesAndLineBreaks_AreReadAsTheyAreMeant()
    {
        const string Note = "\"第一行, \"\"引号\"\"\n第二行\"";
        var rest = $"完好,20260701,,实测,{Note},,,,";
        string[] rows = [SurveyText.Row("37020201037000001", 120, 36, rest: rest), SurveyText.Row(2),
            SurveyText.Row("37020201037000003", 120, 36, rest: rest)];
        await using var store = new InMemoryComponentStore();
        // without a last line break
        var result = await ImportAsync(store, "\uFEFF" + SurveyText.Header + "\r\n" + string.Join("\r\n\r\n", rows), Options);
        Assert.Equal((3, 0), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.Equal("第一行, \"引号\"\n第二行", (await store.FindAsync(Samples.Id(3)))!.Current.Note);
    }

    [Fact]
    public async Task Run_AQuoteNeverClosed_LosesOnlyItsLine()
    {
        await using var store = new InMemoryComponentStore();
        var (result, rejects) =
            await ImportWithRejectsAsync(
            store, SurveyText.Csv([SurveyText.Row(1), "\"" + SurveyText.Row(2), .. Enumerable.Range(3, 800).Select(SurveyText.Row)]),
            Options);
        Assert.Equal((801, 1), (result.Mark!.Accepted, result.Mark.Rejected));
        Assert.StartsWith("3,", rejects.Split("\r\n")[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_ALineLongerThanTheLimit_IsOneReject()
    {
        await using var store = new InMemoryComponentStore();
        var result = await ImportAsync(store, SurveyText.Csv(SurveyText.Row(1), new string('x', 3_000_000), SurveyText.Row(2)), Options);
        Assert.Equal((2, 1), (result.Mark!.Accepted, result.Mark.Rejected));
    }

    [Theory]
    [InlineData("GLBJMC,LON,LAT")]
    [InlineData("GLBJBSM,LON")]
    [InlineData("GLBJBSM,管理部件标识码,LON,LAT")]
    [InlineData("")]
    [InlineData("\"GLBJBSM")]
    public async Task Run_NoSurvey_IsRefused(string header)
    {
        await using var store = new InMemoryComponentStore();
        Assert.Equal("file", (await ImportAsync(store, header + "\n", Options)).Refusal?.Code);
    }

    [Theory]
    [InlineData(0, "")]
    [InlineData(1, "")]
    [InlineData(2, "")]
    [InlineData(3, "")]
    [InlineData(4, "nyc")]
    [InlineData(5, "nyc")]
    [InlineData(6, "nyc")]
    public async Task Run_InterruptedAnywhere_EndsTheSame(int seed, string scheme)
    {
        var (random, text) = (new Random(seed), scheme.Length == 0 ? SurveyText.Mixed(500) : SurveyText.External(500));
        var options = scheme.Length == 0 ? Options : Options with { Scheme = ComponentScheme.Parse(scheme) };
        await using var whole = new InMemoryComponentStore();
        var (expected, expectedRejects) = await ImportWithRejectsAsync(whole, text, options);
        var store = new FailingStore(new InMemoryComponentStore());
        using var rejects = new MemoryStream();
        SurveyResult? result = null;
        for (var run = 0; result is null; run++)
        {
            store.FailAfter = random.Next(1, 5);
            try
            {
                result = await new SurveyImport(store, options with { RowsOfCommit = random.Next(5, 40) },
                    FakeTime.At(Now + Duration.FromHours(run))).RunAsync(SurveyText.Stream(text), rejects);
            }
            catch (IOException)
            {
                rejects.Write("a line that was not committed\r\n"u8);
            }
        }
        Assert.True(expected.Mark is { Accepted: > 300, Rejected: > 40 }, $"{expected.Mark}");
        Assert.Equal(expected.Mark, result.Mark);
        Assert.Equal(expectedRejects, Encoding.UTF8.GetString(rejects.ToArray()));
        Assert.Equal(await AllAsync(whole), await AllAsync(store));
    }

    [Fact]
    public async Task Run_AgainWhenDone_AddsNothing()
    {
        await using var store = new InMemoryComponentStore();
        var (first, text) = (await ImportAsync(store, SurveyText.Mixed(50), Options), SurveyText.Mixed(50));
        Assert.Equal(first, await ImportAsync(store, text, Options));
        Assert.Equal("other-file", (await ImportAsync(store, text + SurveyText.Row(60) + "\n", Options)).Refusal?.Code);
        Assert.Equal("other-file", (await ImportAsync(store, text.Replace("路灯", "地灯", StringComparison.Ordinal), Options)).Refusal?.Code);
        Assert.Equal(first.Mark!.Accepted,
            (await ImportAsync(store, text, Options with { Name = "survey-2" })).Mark!.Rejected - first.Mark.Rejected);
    }

    [Fact]
    public async Task Run_WithoutIds_GivesThemInSequence()
    {
        const string Text = "部件代码,ZGBMDM,ZGBMMC,SZDYWGBSM,经度,纬度\n01037,11100000000013338W,局,370202001001001,120.38,36.06\n01001,11100000000013338W,局,370202001001001,120.38,36.06\n01037,11100000000013338W,局,370203001001001,120.38,36.06\n01037,11100000000013338W,局,370202001001001,120.39,36.06\n";
        await using var store = new InMemoryComponentStore();
        await ImportAsync(store, SurveyText.Csv(SurveyText.Row(7)), Options);
        Assert.Equal(4, (await ImportAsync(
            store, Text, Options with { Name = "survey-2", Catalogue = ClassCatalogue.GbT47678, RowsOfCommit = 2 })).Mark!.Accepted);
        Assert.Equal(["37020201001000001", "37020201037000007", "37020201037000008", "37020201037000009", "37020301037000001"],
            (await AllAsync(store)).Select(entry => entry.After.Id.ToString()));
        Assert.Equal("路灯", (await store.FindAsync(Samples.Id(8)))!.Current.Name);
    }

    [Fact]
    public async Task Run_WithAMap_FillsGridAndAreas()
    {
        GeoPoint[] ring = [GeoPoint.FromDegrees(120.3, 36), GeoPoint.FromDegrees(120.4, 36), GeoPoint.FromDegrees(120.4, 36.1),
            GeoPoint.FromDegrees(120.3, 36.1)];
        var map = new GridMap([new Grid(GridScheme.UnitGrid, "370202002003004", "", [GeoPolygon.FromRings(ring)])]);
        const string Text = "GLBJBSM,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,LON,LAT\n37020201037000001,灯,11100000000013338W,局,,120.38,36.06\n37020201037000002,灯,11100000000013338W,局,,121,36.06\n37020201037000003,灯,11100000000013338W,局,370202001001001,120.38,36.06\n";
        await using var store = new InMemoryComponentStore();
        var (_, rejects) = await ImportWithRejectsAsync(store, Text, Options with { UnitGrids = map });
        Assert.Equal(("370202002003004", "370202002"),
            (await store.FindAsync(Samples.Id(1)))!.Current is { } kept ? (kept.Grid.Code, kept.Street?.Code.ToString()) : default);
        Assert.Equal(["3,LON", "4,SZDYWGBSM"], rejects.Split("\r\n")[1..3].Select(line => string.Join(',', line.Split(',')[..2])));
    }

    [Fact]
    public async Task Run_Gcj02Coordinates_AreConverted()
    {
        await using var store = new InMemoryComponentStore();
        var place = Samples.Lamp(5).Location;
        var shifted = Gcj02Point.FromGeoPoint(place);
        await ImportAsync(store, SurveyText.Csv(SurveyText.Row(Samples.Id(5).ToString(), shifted.Longitude, shifted.Latitude)),
            Options with { System = CoordinateSystem.Gcj02 });
        Assert.InRange((await store.FindAsync(Samples.Id(5)))!.Current.Location.MetresTo(place), 0, 0.001);
    }

    [Fact]
    public async Task Run_GeoJson_IsReadLikeCsv()
    {
        string[] features =
        [
            Feature("\"GLBJBSM\": \"37020201037000001\", \"GLBJMC\": \"路\\u706f\"", "[120.38, 36.06, 12]"),
            Feature("\"GLBJBSM\": 37020201037000002, \"GLBJMC\": \"灯\", \"BZ\": null, \"other\": {\"a\": [1]}", "[120.38, 36.06]"),
            Feature("\"GLBJBSM\": \"37020201037000003\", \"GLBJMC\": [1]", "[120.38, 36.06]"),
            Feature("\"GLBJBSM\": \"37020201037000004\", \"GLBJMC\": \"灯\"", "[[120.38, 36.06]]", "LineString"),
            Feature("\"GLBJBSM\": \"37020201037000005\", \"GLBJMC\": \"灯\"", "[120.38, 36.06]"),
        ];
        await using var store = new InMemoryComponentStore();
        var (result, rejects) =
            await ImportWithRejectsAsync(store, Collection(features), Options with { Format = SurveyFormat.GeoJson, RowsOfCommit = 2 });
        Assert.Equal((3, 2, true), (result.Mark!.Accepted, result.Mark.Rejected, result.Mark.IsDone));
        Assert.Equal(["2,GLBJMC", "3,LON"], rejects.Split("\r\n")[1..3].Select(line => string.Join(',', line.Split(',')[..2])));
        Assert.Equal("路灯", (await store.FindAsync(Samples.Id(1)))!.Current.Name);
    }

    [Theory]
    [InlineData("]}", "")]
    [InlineData("{\"type\": \"Feature\"", "{\"typ")]
    [InlineData("36.06]", "36.06")]
    public async Task Run_GeoJsonCutShort_GoesOnOnceItIsWhole(string from, string to)
    {
        var text = Collection(
            [.. Enumerable.Range(1, 25).Select(i => Feature($"\"GLBJBSM\": \"{Samples.Id(i)}\", \"GLBJMC\": \"灯\"", "[120.38, 36.06]"))]);
        var at = text.LastIndexOf(from, StringComparison.Ordinal);
        await using var store = new InMemoryComponentStore();
        var options = Options with { Format = SurveyFormat.GeoJson };
        var cut = await ImportAsync(store, text[..at] + to, options);
        Assert.Equal(("file", false), (cut.Refusal?.Code, cut.Mark!.IsDone));
        Assert.InRange(cut.Mark.Accepted, 24, 25);
        Assert.Equal((25, true), (await ImportAsync(store, text, options)).Mark is { } mark ? (mark.Accepted, mark.IsDone) : default);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1, 2]")]
    [InlineData("{\"features\": 1}")]
    [InlineData("GLBJBSM,LON,LAT")]
    public async Task Run_NoGeoJson_IsRefused(string text)
    {
        await using var store = new InMemoryComponentStore();
        Assert.Equal("file", (await ImportAsync(store, text, Options with { Format = SurveyFormat.GeoJson })).Refusal?.Code);
    }

    [Fact]
    public async Task Run_Garbage_NeverThrows()
    {
        const int Seed = 11;
        var random = new Random(Seed);
        foreach (var format in Enum.GetValues<SurveyFormat>())
            for (var i = 0; i < 300; i++)
            {
                var bytes = Encoding.UTF8.GetBytes(
                    format == SurveyFormat.Csv ? SurveyText.Mixed(20)
                    : Collection([.. Enumerable.Range(1, 20)
                    .Select(n => Feature($"\"GLBJBSM\": \"{Samples.Id(n)}\"", "[120.38, 36.06]"))]));
                for (var wrong = random.Next(1, 30); wrong > 0; wrong--) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                await using var store = new InMemoryComponentStore();
                using var stream = new MemoryStream(bytes);
                var result = await new SurveyImport(store, Options with { Format = format }, FakeTime.At(Now)).RunAsync(stream);
                Assert.True(result.Refusal is not null || result.Mark!.IsDone, $"seed {Seed}, {format} {i}");
            }
    }

    [Fact]
    public async Task Run_Progress_TellsRateAndTimeLeft()
    {
        var time = FakeTime.At(Now);
        List<SurveyProgress> told = [];
        await using var store = new InMemoryComponentStore();
        await new SurveyImport(store, Options, time)
            .RunAsync(SurveyText.Stream(SurveyText.Csv(Enumerable.Range(1, 100).Select(SurveyText.Row))), null, new Told(told, time));
        Assert.Equal((100, 0), (told[^1].Rows, told[^1].Rejected));
        Assert.Equal(100 / told[^1].Elapsed.TotalSeconds, told[^1].RowsPerSecond);
        Assert.Equal(Duration.FromSeconds(30), new SurveyProgress(50, 0, 0, 0, Duration.FromSeconds(10)).TimeLeft(0.25));
        Assert.Null(new SurveyProgress(0, 0, 0, 0, default).TimeLeft(0));
    }

    private static string Feature(string properties, string coordinates, string type = "Point") =>
        $$$"""{"type": "Feature", "properties": {{{{properties}}}, "ZGBMDM": "11100000000013338W", "ZGBMMC": "局", "SZDYWGBSM": "370202001001001"}, "geometry": {"type": "{{{type}}}", "coordinates": {{{coordinates}}} } }""";

    private static string Collection(params string[] features) =>
        $"{{\"type\": \"FeatureCollection\", \"name\": \"x\", \"features\": [\n{string.Join(",\n", features)}\n]}}\n";

    private static async Task<SurveyResult> ImportAsync(IComponentStore store, string text, SurveyOptions options) =>
        (await ImportWithRejectsAsync(store, text, options)).Result;

    private static async Task<(SurveyResult Result, string Rejects)> ImportWithRejectsAsync(
        IComponentStore store, string text, SurveyOptions options)
    {
        using var rejects = new MemoryStream();
        var result = await new SurveyImport(store, options, FakeTime.At(Now)).RunAsync(SurveyText.Stream(text), rejects);
        return (result, Encoding.UTF8.GetString(rejects.ToArray()));
    }

    private static async Task<List<ComponentEvent>> AllAsync(IComponentStore store)
    {
        List<ComponentEvent> all = [];
        await foreach (var entry in store.ReadLastAsync()) all.Add(entry);
        return all;
    }

    private sealed class Told(List<SurveyProgress> told, FakeTimeProvider time) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value)
        {
            told.Add(value);
            time.Advance(Duration.FromSeconds(1));
        }
    }
}
