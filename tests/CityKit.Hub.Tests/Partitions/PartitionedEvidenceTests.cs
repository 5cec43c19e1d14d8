using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Documents;
using CityKit.Evidence;
using CityKit.Grids.Maps;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Partitions;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Partitions;

/// <summary>
/// Evidence in a city of many partitions: one archive; a piece is in each partition whose work item names it, and seen, swept and erased
/// there.
/// </summary>
public sealed class PartitionedEvidenceTests : IDisposable
{
    private const string OtherGrid = "370202998001001";
    private static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);
    private static readonly PartitionId Here = PartitionKey.OfStreet(TestCity.Grid1)!.Value.In(PartitionedCity.Count);
    private static readonly PartitionId There = PartitionKey.OfStreet(OtherGrid)!.Value.In(PartitionedCity.Count);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-evidence-");
    private readonly DeviceKey key = DeviceKey.Create();

    public void Dispose()
    {
        key.Dispose();
        folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_ThatNamesAPiece_HasItInItsOwnPartitionAndNotesThereWhoSeesIt(bool inBytes)
    {
        await using var city = await StartAsync(inBytes);
        var picture = TestPictures.Jpeg();
        var piece = await KeepAsync(city, picture, TestCity.Resident);
        Assert.Equal([PartitionId.City], await WhereAsync(city, piece.Id));
        var item = await ReportAsync(city, "r-1", 120.411, piece, TestCity.Resident);
        Assert.Equal([PartitionId.City, Here], await WhereAsync(city, piece.Id));
        Assert.Equal(piece.Id, Assert.Single((await city.Front.Evidence!.ListAsync(item, TestCity.Officer))!).Id);
        Assert.Equal(picture, await ReadAsync(await city.Front.Evidence.OpenOriginalAsync("v-1", piece.Id, "handling", TestCity.Officer)));
        var reads = await city.Reader.Of(Here).ReadAsync(PrivacyDocuments.Reads.Query()).ToListAsync();
        Assert.Contains(piece.Id, Assert.Single(reads, read => read.Purpose == "handling").Records);
    }

    [Fact]
    public async Task Report_AfterTheDayThatAPieceWaits_StillHasIt()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        var loose = await KeepAsync(city, TestPictures.Png(), TestCity.Resident);
        await ReportAsync(city, "r-1", 120.411, piece, TestCity.Resident);
        city.Time.Advance(Duration.FromHours(25));
        await city.Front.TickAsync();
        Assert.Equal([Here], await WhereAsync(city, piece.Id));
        Assert.Empty(await WhereAsync(city, loose.Id));
        Old();
        Assert.Equal(2, await city.Front.Evidence!.SweepAsync()); // of the loose one alone
        await (await city.Front.Evidence.OpenAsync("v-1", piece.Id, TestCity.Officer)).DisposeAsync();
        Assert.Equal(2, folder.GetFiles("*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Report_ThatNamesWhatSomebodyElseGave_IsRefusedAndBringsNothing()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        var answer = await city.Front.ReportAsync(Report("r-1", 120.411, piece), "A bin fell over.", Other);
        Assert.Equal("no-such-evidence", answer.Refusal?.Code);
        Assert.Equal([PartitionId.City], await WhereAsync(city, piece.Id));
    }

    [Fact]
    public async Task Reports_InTwoPartitionsThatNameOnePiece_AreSeenByThoseOfEach()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        var first = await ReportAsync(city, "r-1", 120.411, piece, TestCity.Resident);
        var second = await ReportAsync(city, "r-2", 120.511, piece, TestCity.Resident);
        Assert.NotEqual(Here, There);
        Assert.Equal(new[] { PartitionId.City, Here, There }.Order(), await WhereAsync(city, piece.Id));
        foreach (var item in new[] { first, second }) Assert.Single((await city.Front.Evidence!.ListAsync(item, TestCity.Officer))!);
        Assert.Equal([first, second],
            (await city.Front.Evidence!.FindAsync(piece.Id, TestCity.Officer))!.Items.OrderBy(item => item == second));
    }

    [Fact]
    public async Task Keep_AgainAfterItWasNamed_IsThePieceThatIsThere()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        await ReportAsync(city, "r-1", 120.411, piece, TestCity.Resident);
        Assert.Equal(piece.Id, (await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident)).Id);
        await ReportAsync(city, "r-2", 120.421, piece, TestCity.Resident);
        Assert.Equal(2, folder.GetFiles("*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public async Task Erase_WhoGaveIt_TakesItFromEveryPartitionAndTheArchive()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        await ReportAsync(city, "r-1", 120.411, piece, TestCity.Resident);
        await ReportAsync(city, "r-2", 120.511, piece, TestCity.Resident);
        (await city.Front.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        foreach (var partition in PartitionId.All(PartitionedCity.Count))
            Assert.Empty(await city.Reader.Of(partition).FindRecordsAsync([piece.Id], default));
        Assert.Equal("not-found", (await city.Front.Evidence!.OpenAsync("v-1", piece.Id, TestCity.Officer)).Refusal?.Code);
        Assert.Equal(2, await city.Front.Evidence.SweepAsync());
        Assert.Empty(folder.GetFiles("*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task HandOver_OfAnItemInAPartition_HasThatPartitionsJournal()
    {
        await using var city = await StartAsync();
        var item = await ReportAsync(
            city, "r-1", 120.411, await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident), TestCity.Resident);
        var added = await KeepAsync(city, TestPictures.Mp4(), TestCity.Officer);
        var step = new WorkCommand("oversee") { Reason = "what fell", Photo = added.Reference };
        (await city.Front.ExecuteAsync(new StepItem("s-1", item, step), TestCity.Officer)).OrThrow();
        using var package = new MemoryStream();
        await (await city.Front.Evidence!.HandOverAsync("h-1", item, "police", TestCity.Officer)).WriteAsync(package);
        package.Position = 0;
        var report = await EvidencePackageCheck.RunAsync(package);
        Assert.True(report.IsIntact, string.Join('\n', report.Findings));
        Assert.Equal(2, report.Evidence.Count);
        package.Position = 0;
        using var zip = new System.IO.Compression.ZipArchive(package);
        using var reader = new StreamReader(zip.GetEntry("journal/entries.jsonl")!.Open());
        Assert.Contains("s-1", await reader.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private Task<PartitionedCity> StartAsync(bool inBytes = false) => PartitionedCity.StartAsync(TestCity.NewSetup() with
    {
        Evidence = new FolderEvidenceArchive(folder.FullName),
        AnswerKey = key,
        Grids = new GridMap([
            TestCity.Square(TestCity.Grid1, 120.41), TestCity.Square("370202999001002", 120.42), TestCity.Square(OtherGrid, 120.51)]),
    }, inBytes: inBytes);

    private void Old()
    {
        foreach (var file in folder.GetFiles("*", SearchOption.AllDirectories))
            file.LastWriteTimeUtc = TestCity.Start.ToDateTimeUtc();
    }

    private static FileReport Report(string id, double longitude, EvidenceInfo piece) => new(id, "property-order",
        ClassKey.Parse(TestCity.FallClass), GeoPoint.FromDegrees(longitude, 36.061), null, piece.Reference);

    private static async Task<WorkItemId> ReportAsync(PartitionedCity city, string id, double longitude, EvidenceInfo piece, Actor by) =>
        (await city.Front.ReportAsync(Report(id, longitude, piece), "A bin fell over.", by)).OrThrow().Item!.Id;

    private static async Task<EvidenceInfo> KeepAsync(PartitionedCity city, byte[] bytes, Actor by)
    {
        var answer = await city.Front.Evidence!.KeepAsync(new MemoryStream(bytes), by);
        Assert.True(answer.Refusal is null, answer.Refusal?.Message.En);
        return answer.Evidence!;
    }

    private static async Task<PartitionId[]> WhereAsync(PartitionedCity city, string piece)
    {
        var found = new List<PartitionId>();
        foreach (var partition in PartitionId.All(PartitionedCity.Count))
            if (await city.Reader.Of(partition).FindAsync(EvidenceDocuments.Kind, piece, default) is not null) found.Add(partition);
        return [.. found];
    }

    private static async Task<byte[]> ReadAsync(EvidenceContent content)
    {
        await using (content)
        {
            Assert.True(content.Refusal is null, content.Refusal?.Message.En);
            using var bytes = new MemoryStream();
            await content.Content.CopyToAsync(bytes);
            return bytes.ToArray();
        }
    }
}
