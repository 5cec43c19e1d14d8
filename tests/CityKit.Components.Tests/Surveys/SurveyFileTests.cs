using System.IO.Compression;
using System.Text;
using CityKit.Components.Registry;
using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Import.Files;
using CityKit.Import.Surveys;
using CityKit.Import.Systems;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Components.Tests.Surveys;

/// <summary>What a survey's file is, and by what it is read: nothing half-done counts as done (issue 8, number 14).</summary>
public class SurveyFileTests
{
    private const string Own = "编号,GLBJMC,ZGBMDM,ZGBMMC,SZDYWGBSM,lng,lat,crew";
    private static readonly SurveyOptions Options = new() { Name = "survey-1", On = Samples.Day, RowsOfCommit = 10 };
    private static readonly SurveyColumns Columns = SurveyColumns.Standard.With("编号", SurveyField.Id).With("lng", SurveyField.Longitude);

    [Theory]
    [InlineData(0)]
    [InlineData(8)] // within the trailer
    [InlineData(400)]
    public async Task Run_GzipCutShort_IsRefusedAndGoesOnOnceItIsWhole(int missing)
    {
        var (text, store) = (SurveyText.Csv(Enumerable.Range(1, 100).Select(SurveyText.Row)), new InMemoryComponentStore());
        var packed = Packed(text);
        var cut = await ImportAsync(store, GzipFile.Unpack(new MemoryStream(packed[..^(missing + 1)])), Options);
        Assert.Equal(("file", false), (cut.Refusal?.Code, cut.Mark!.IsDone));
        Assert.Contains("cut short", cut.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Equal((cut.Mark.Rows, 0), (await store.CountAsync(), cut.Mark.Rejected)); // what was cut through is no row
        var whole = await ImportAsync(store, GzipFile.Unpack(new MemoryStream(packed)), Options);
        Assert.Equal((100, 0, true), (whole.Mark!.Accepted, whole.Mark.Rejected, whole.Mark.IsDone));
    }

    [Theory]
    [InlineData(SurveyFormat.Csv)]
    [InlineData(SurveyFormat.GeoJson)]
    public async Task Run_NoGzipFile_IsRefusedAndLeavesNoMark(SurveyFormat format)
    {
        await using var store = new InMemoryComponentStore();
        var result = await ImportAsync(
            store, GzipFile.Unpack(SurveyText.Stream(SurveyText.Csv(SurveyText.Row(1)))), Options with { Format = format });
        Assert.Equal(("file", null), (result.Refusal?.Code, result.Mark));
        Assert.Contains("no gzip file", result.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Null(await store.FindMarkAsync(Options.Name));
    }

    [Fact]
    public async Task Run_GeoJsonCutShortInAGzipFile_NamesTheFile()
    {
        var packed = Packed(Collection(Enumerable.Range(1, 40)));
        await using var store = new InMemoryComponentStore();
        var options = Options with { Format = SurveyFormat.GeoJson };
        var cut = await ImportAsync(store, GzipFile.Unpack(new MemoryStream(packed[..^20])), options);
        Assert.Contains("cut short", cut.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Equal((40, true), (await ImportAsync(store, GzipFile.Unpack(new MemoryStream(packed)), options)).Mark is { } mark
            ? (mark.Accepted, mark.IsDone) : default);
    }

    [Fact]
    public async Task Run_MappingCorrectedAfterEveryRowWasRejected_StartsOver()
    {
        var text = $"{Own}\n37020201037000001,路灯,11100000000013338W,局,370202001001001,120.38,36.06,二队\n";
        await using var store = new InMemoryComponentStore();
        using var rejects = new MemoryStream();
        var wrong = Options with { Columns = Columns.With("crew", SurveyField.MaintainerCode) };
        Assert.Equal((0, 1, true), (await ImportAsync(store, SurveyText.Stream(text), wrong, rejects)).Mark is { } first
            ? (first.Accepted, first.Rejected, first.IsDone) : default);
        var right = Options with { Columns = Columns.With("crew", SurveyField.MaintainerName) };
        Assert.Equal((1, 0, true), (await ImportAsync(store, SurveyText.Stream(text), right, rejects)).Mark is { } second
            ? (second.Accepted, second.Rejected, second.IsDone) : default);
        Assert.Equal(0, rejects.Length);
        Assert.Equal("二队", (await store.FindAsync(Samples.Id(1)))!.Current.Maintainer?.Name);
    }

    /// <summary>Each option that changes what a row says.</summary>
    public static TheoryData<SurveyOptions, string> OtherOptions => new()
    {
        { Options with { Columns = SurveyColumns.Standard.With("BZ", SurveyField.MaintainerName).With("YHDWMC", SurveyField.Note) },
            "columns= -> BZ=YHDWMC YHDWMC=BZ" },
        { Options with { System = CoordinateSystem.Gcj02 }, "system=Wgs84 -> Gcj02" },
        { Options with { On = Samples.Day.PlusDays(1) }, "on=2026-07-01 -> 2026-07-02" },
        { Options with { Catalogue = Components.Catalogues.ClassCatalogue.GbT47678 }, "catalogue= -> " },
        { Options with { UnitGrids = new GridMap([]) }, "map= -> " },
    };

    [Theory]
    [MemberData(nameof(OtherOptions))]
    public async Task Run_OtherOptionsAfterRowsWereTaken_IsRefusedAndNamesThem(SurveyOptions other, string difference)
    {
        var text = SurveyText.Mixed(30);
        await using var store = new InMemoryComponentStore();
        var first = await ImportAsync(store, SurveyText.Stream(text), Options);
        var again = await ImportAsync(store, SurveyText.Stream(text), other);
        Assert.Equal("other-options", again.Refusal?.Code);
        Assert.Contains(difference, again.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains(difference, again.Refusal.Message.Zh, StringComparison.Ordinal);
        // how many rows a commit has is no matter
        Assert.Equal(first, await ImportAsync(store, SurveyText.Stream(text), Options with { RowsOfCommit = 3 }));
    }

    [Fact]
    public async Task Run_MappedColumnThatTheFileLacks_IsRefused()
    {
        await using var store = new InMemoryComponentStore();
        var result = await ImportAsync(
            store, SurveyText.Stream(SurveyText.Csv(SurveyText.Row(1))),
            Options with { Columns = SurveyColumns.Standard.With("YHDWMD", SurveyField.MaintainerName) });
        Assert.Equal(("file", null), (result.Refusal?.Code, result.Mark));
        Assert.Contains("'YHDWMD'", result.Refusal!.Message.En, StringComparison.Ordinal);
        Assert.Contains("'YHDWDM'", result.Refusal.Message.En, StringComparison.Ordinal); // meant
        Assert.Contains("“YHDWMD”", result.Refusal.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_MappedPropertyThatNoFeatureHas_IsRefusedBeforeAnythingIsTaken()
    {
        await using var store = new InMemoryComponentStore();
        var options = Options with { Format = SurveyFormat.GeoJson,
            Columns = SurveyColumns.Standard.With("crew", SurveyField.MaintainerName) };
        Assert.Equal("file", (await ImportAsync(store, SurveyText.Stream(Collection([1, 2])), options)).Refusal?.Code);
        Assert.Equal(0, await store.CountAsync());
        var text = Collection([1, 2]).Replace("\"ZGBMMC\"", "\"Crew\": null, \"ZGBMMC\"", StringComparison.Ordinal);
        Assert.Equal(2, (await ImportAsync(store, SurveyText.Stream(text), options)).Mark?.Accepted);
    }

    [Fact]
    public async Task Run_CarriageReturnsOnly_IsReadLikeLineFeeds()
    {
        var text = SurveyText.Mixed(200);
        await using var feeds = new InMemoryComponentStore();
        await using var returns = new InMemoryComponentStore();
        using MemoryStream feedRejects = new(), returnRejects = new();
        var expected = (await ImportAsync(feeds, SurveyText.Stream(text), Options, feedRejects)).Mark!;
        var mark = (await ImportAsync(returns, SurveyText.Stream(text.Replace('\n', '\r')), Options, returnRejects)).Mark!;
        Assert.Equal((expected.Rows, expected.Accepted, expected.Rejected, true), (mark.Rows, mark.Accepted, mark.Rejected, mark.IsDone));
        Assert.Equal(feedRejects.ToArray(), returnRejects.ToArray());
    }

    /// <summary>A row may hold a carriage return in quotes; a header that ends like Windows' lines is none.</summary>
    [Theory]
    [InlineData("\r\n", "\"a\rb\"")]
    [InlineData("\r", "\"a\r\nb\"")]
    [InlineData("\n", "\"a\rb\"")]
    public async Task Run_LineEndsInQuotes_BelongToTheField(string lineEnd, string note)
    {
        var row = SurveyText.Row(Samples.Id(1).ToString(), 120, 36, rest: $"完好,20260701,,实测,{note},,,,");
        await using var store = new InMemoryComponentStore();
        Assert.Equal(2, (await ImportAsync(
            store, SurveyText.Stream(string.Join(lineEnd, SurveyText.Header, row, SurveyText.Row(2))), Options)).Mark?.Accepted);
        Assert.Equal(note.Trim('"'), (await store.FindAsync(Samples.Id(1)))!.Current.Note);
    }

    /// <summary>A survey saved by a Chinese spreadsheet: "CSV" is GBK, "Unicode text" UTF-16 (issue 8, number 15).</summary>
    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public async Task Run_AnotherEncoding_IsReadLikeUtf8(string name)
    {
        var text = SurveyText.Csv(Enumerable.Range(1, 60).Select(SurveyText.Row)).Replace("GLBJBSM", "管理部件标识码", StringComparison.Ordinal);
        var encoding = TextEncodings.Find(name)!;
        await using var store = new InMemoryComponentStore();
        using var input = new TextInput(new MemoryStream([.. encoding.GetPreamble(), .. encoding.GetBytes(text)]));
        Assert.Equal((60, 0), (await ImportAsync(store, input, Options)).Mark is { } mark ? (mark.Accepted, mark.Rejected) : default);
        Assert.Equal(("路灯", encoding.CodePage), ((await store.FindAsync(Samples.Id(3)))!.Current.Name, input.Encoding.CodePage));
    }

    [Fact]
    public async Task Run_BytesThatAreNoTextInTheEncoding_RejectTheirRow()
    {
        var bytes = TextEncodings.Gb18030.GetBytes(SurveyText.Csv(Enumerable.Range(1, 60).Select(SurveyText.Row)));
        bytes[Array.LastIndexOf(bytes, (byte)';') - 60] = 0xFF;
        await using var store = new InMemoryComponentStore();
        Assert.Equal((59, 1), (await ImportAsync(store, new MemoryStream(bytes), Options)).Mark is { } mark ? (mark.Accepted, mark.Rejected)
            : default);
    }

    private static string Collection(IEnumerable<int> sequences) =>
        $$"""{"type": "FeatureCollection", "features": [{{string.Join(',', sequences.Select(Feature))}}]}""";

    private static string Feature(int sequence) =>
        $$$"""{"type": "Feature", "properties": {"GLBJBSM": "{{{Samples.Id(sequence)}}}", "GLBJMC": "灯", "ZGBMDM": "11100000000013338W", "ZGBMMC": "局", "SZDYWGBSM": "370202001001001"}, "geometry": {"type": "Point", "coordinates": [120.38, 36.06]} }""";

    private static byte[] Packed(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Optimal)) gzip.Write(Encoding.UTF8.GetBytes(text));
        return bytes.ToArray();
    }

    private static Task<SurveyResult> ImportAsync(IComponentStore store, Stream survey, SurveyOptions options, Stream? rejects = null) =>
        new SurveyImport(store, options, FakeTime.At(Instant.FromUtc(2026, 7, 2, 0, 0))).RunAsync(survey, rejects);
}
