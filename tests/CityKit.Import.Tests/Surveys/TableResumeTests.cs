using CityKit.Components.Registry;
using CityKit.Import.Surveys;
using CityKit.Import.Tests.Support;
using NodaTime;

namespace CityKit.Import.Tests.Surveys;

/// <summary>A workbook or GeoPackage is one survey only as the very file it was.</summary>
public sealed class TableResumeTests : IDisposable
{
    private static readonly SurveyOptions Options = new()
        { Name = "survey", On = new LocalDate(2026, 7, 1), Format = SurveyFormat.GeoPackage, RowsOfCommit = 2 };
    private static readonly string[] Columns = ["GLBJBSM", "GLBJMC", "ZGBMDM", "ZGBMMC", "SZDYWGBSM"];
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Run_AgainWhenDone_AddsNothing()
    {
        await using var store = new InMemoryComponentStore();
        var (file, stages) = (Package(5, "路灯"), new List<SurveyProgress>());
        var first = await ImportAsync(store, file, new Collected(stages));
        Assert.Equal((5, true), (first.Mark!.Accepted, first.Mark.IsDone));
        Assert.Equal(first.Mark, (await ImportAsync(store, file)).Mark);
        Assert.Equal(5, await store.CountAsync());
        Assert.All(stages, stage => Assert.Equal(5, stage.RowsOfFile));
    }

    [Fact]
    public async Task Run_WithAChangedFile_IsRefused()
    {
        await using var store = new InMemoryComponentStore();
        await ImportAsync(store, Package(5, "路灯"));
        Assert.Equal("other-file", (await ImportAsync(store, Package(5, "地灯"))).Refusal?.Code);
        Assert.Equal("other-file", (await ImportAsync(store, Package(6, "路灯"))).Refusal?.Code);
    }

    [Fact]
    public async Task Run_WithAnotherLayerOrHeader_IsRefused()
    {
        await using var store = new InMemoryComponentStore();
        var file = Package(5, "路灯");
        await ImportAsync(store, file);
        using var stream = new MemoryStream(file);
        var refusal = (await new SurveyImport(store, Options with { Layer = "lamps" }, TimeProvider.System).RunAsync(stream)).Refusal;
        Assert.Equal("other-options", refusal?.Code);
        Assert.Contains("layer= -> lamps", refusal!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OfAShapefileCancelledBetweenCommits_GoesOnWhereItWas()
    {
        await using var store = new InMemoryComponentStore();
        using var cancel = new CancellationTokenSource();
        var path = Shapes(5, "路灯", Shapefiles.Cgcs2000);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ImportAsync(store, path, new Stopping(cancel), cancel.Token));
        var half = await store.CountAsync();
        Assert.InRange(half, 2, 4);
        var result = await ImportAsync(store, path);
        Assert.Equal((5, 0, true), (result.Mark!.Accepted, result.Mark.Rejected, result.Mark.IsDone));
        Assert.Equal(5, await store.CountAsync());
    }

    [Theory]
    [InlineData(".dbf")]
    [InlineData(".cpg")]
    [InlineData(".prj")]
    public async Task Run_OfAShapefileWithAnotherFileBesideIt_IsRefused(string end)
    {
        await using var store = new InMemoryComponentStore();
        await ImportAsync(store, Shapes(5, "路灯", Shapefiles.Cgcs2000));
        var changed = Shapes(5, end == ".dbf" ? "地灯" : "路灯", Shapefiles.Cgcs2000);
        if (end != ".dbf") File.Delete(Path.ChangeExtension(changed, end));
        Assert.Equal("other-file", (await ImportAsync(store, changed)).Refusal?.Code);
    }

    private async Task<SurveyResult> ImportAsync(
        IComponentStore store, string path, IProgress<SurveyProgress>? progress = null, CancellationToken cancel = default)
    {
        using var file = SurveyFile.Open(path, out _)!;
        return await new SurveyImport(store, Options with { Format = file.Format }, TimeProvider.System)
            .RunAsync(file.Content, progress: progress, cancellationToken: cancel);
    }

    private string Shapes(int count, string name, string system)
    {
        var path = folder.At("s.shp");
        Shapefiles.Write(path, Columns, Enumerable.Range(1, count).Select(i => ((object?[])
            [$"37020201037{i:D6}", name, "11100000000013338W", "市城市管理局", "370202001001001"],
            (NetTopologySuite.Geometries.Geometry?)Shapefiles.Point(120.38, 36.06))), system);
        return path;
    }

    private static Task<SurveyResult> ImportAsync(IComponentStore store, byte[] file, IProgress<SurveyProgress>? progress = null) =>
        // a stream that is no file is copied
        new SurveyImport(store, Options, TimeProvider.System).RunAsync(new MemoryStream(file), progress: progress);

    private static byte[] Package(int count, string name) =>
        Geopackages.Of("lamps", Columns, Enumerable.Range(1, count).Select(i => (object?[])
        [$"37020201037{i:D6}", name, "11100000000013338W", "市城市管理局", "370202001001001", Geopackages.Point(120.38, 36.06)]));

    private sealed class Stopping(CancellationTokenSource cancel) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value)
        {
            if (value.RowsOfFile > 0) cancel.Cancel();
        }
    }

    private sealed class Collected(List<SurveyProgress> stages) : IProgress<SurveyProgress>
    {
        public void Report(SurveyProgress value) => stages.Add(value);
    }
}
