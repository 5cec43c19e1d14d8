using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Evidence;
using CityKit.Hub.Tests.Support;
using CityKit.Records;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// Evidence: originals unchanged and encrypted, a copy without EXIF, each viewing noted, gone with its subject and its time.
/// </summary>
public sealed class EvidenceTests : IDisposable
{
    private static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("citykit-evidence-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("jpeg", 6)]
    [InlineData("png", 3)]
    public async Task Keep_APicture_IsShownWithoutWhatTheCameraAdded(string type, int orientation)
    {
        await using var city = await StartAsync();
        var picture = type == "jpeg" ? TestPictures.Jpeg() : TestPictures.Png();
        var piece = await KeepAsync(city, picture, TestCity.Resident);
        var shown = await ReadAsync(await city.Hub.Evidence!.OpenAsync("v-1", piece.Id, TestCity.Resident));
        Assert.Equal((orientation, picture.Length), (piece.Orientation, (int)piece.Bytes));
        Assert.False(shown.AsSpan().IndexOf("SEC"u8) >= 0);
        Assert.Equal(picture[..4], shown[..4]);
        Assert.True(shown.AsSpan().IndexOf(type == "jpeg" ? TestPictures.JpegScans : "IDAT\u0001\u0002\u0003"u8) > 0);
        Assert.Equal(type == "jpeg", shown.AsSpan().IndexOf("ICC_PROFILE"u8) > 0);
        Assert.Equal(picture, await ReadAsync(await city.Hub.Evidence.OpenOriginalAsync("v-2", piece.Id, "own", TestCity.Resident)));
    }

    /// <summary>What somebody chose to show is shown, without what the camera added; nothing else of the item is.</summary>
    [Fact]
    public async Task Follow_APhotoThatAStepShows_IsOpenedByTheCodeAndNoOtherIs()
    {
        await using var city = await StartAsync();
        var (own, item) = await ReportAsync(city);
        var code = city.Hub.Public.CodeOf(Doors.FollowCode.Kind, item.Value);
        var hidden = await KeepAsync(city, TestPictures.Png(), TestCity.Manager);
        var shown = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Manager);
        async Task StepAsync(WorkCommand command) =>
            (await city.Hub.ExecuteAsync(new StepItem($"s-{command.Name}", item, command), TestCity.Manager)).OrThrow();
        await StepAsync(new WorkCommand("assign") { Assignee = new Assignee(TestCity.Manager.Body), Photo = hidden.Reference });
        await StepAsync(new WorkCommand("finish") { Photo = shown.Reference, ShowPhoto = true });
        using var json = System.Text.Json.JsonDocument.Parse((await city.Hub.Public.FindAsync(Doors.FollowCode.Kind, code))!.Value);
        Assert.Equal([-1, -1, 2], json.RootElement.GetProperty("steps").EnumerateArray()
            .Select(step => step.TryGetProperty("photo", out var photo) ? photo.GetInt32() : -1));
        var bytes = await ReadAsync(await city.Hub.Follow.OpenPhotoAsync(code, 2));
        Assert.False(bytes.AsSpan().IndexOf("SEC"u8) >= 0);
        foreach (var (with, step) in new[] { (code, 0), (code, 1), (code, 3), (code, -1), ("none", 2) })
            Assert.Equal((step, "not-found"), (step, (await city.Hub.Follow.OpenPhotoAsync(with, step)).Refusal?.Code));
        Assert.DoesNotContain(own.Id, json.RootElement.GetRawText(), StringComparison.Ordinal);
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Equal("not-found", (await city.Hub.Follow.OpenPhotoAsync(code, 2)).Refusal?.Code);
    }

    /// <summary>The chain of an item has what was kept for it, with the entry that has the digest.</summary>
    [Fact]
    public async Task Explain_AnItemWithEvidence_NamesTheEntryThatKeptIt()
    {
        await using var city = await StartAsync();
        var (own, item) = await ReportAsync(city);
        var answer = await city.Hub.QueryAsync("items/explain", new Dictionary<string, string> { ["id"] = $"{item}" }, TestCity.Officer);
        var link = answer.Rows.Select(row => System.Text.Json.JsonElement.Parse(row.Span))
            .Single(row => row.GetProperty("what").GetString() == "evidence");
        Assert.Equal((own.Id, true, own.Bytes),
            (link.GetProperty("id").GetString(), link.GetProperty("fits").GetBoolean(), link.GetProperty("piece").GetProperty("bytes")
            .GetInt64()));
        var entry = (await city.JournalAsync())[(int)link.GetProperty("number").GetInt64() - 1];
        Assert.True(entry.Payload.Span.IndexOf(System.Text.Encoding.UTF8.GetBytes(own.Id)) > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(65_537)]
    [InlineData(400_000)]
    public async Task Keep_AClip_IsKeptAsItIs(int more)
    {
        await using var city = await StartAsync();
        var clip = TestPictures.Mp4(more + 12);
        var piece = await KeepAsync(city, clip, TestCity.Officer);
        Assert.Equal(clip, await ReadAsync(await city.Hub.Evidence!.OpenOriginalAsync("v-1", piece.Id, "handling", TestCity.Officer)));
        Assert.Equal("original-only", (await city.Hub.Evidence.OpenAsync("v-2", piece.Id, TestCity.Officer)).Refusal?.Code);
    }

    [Fact]
    public async Task Keep_WhatIsNoneOfTheTypes_IsRefusedWithWhatIsTaken()
    {
        await using var city = await StartAsync();
        foreach (var other in new[] { [], "GIF89a"u8.ToArray(), [0xFF, 0xD8], "<svg onload=alert(1)>"u8.ToArray() })
        {
            var answer = await city.Hub.Evidence!.KeepAsync(new MemoryStream(other), TestCity.Resident);
            Assert.Equal("other-type", answer.Refusal?.Code);
            Assert.Equal(["image/jpeg", "image/png", "video/mp4"], answer.Refusal!.Allowed);
        }
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Keep_APictureOfTooManyPixelsOrBytes_IsRefused()
    {
        await using var city = await StartAsync();
        Assert.Equal("bad-evidence", await RefusedAsync(city, TestPictures.Jpeg(60_000, 60_000)));
        Assert.Equal("bad-evidence", await RefusedAsync(city, TestPictures.Png(int.MaxValue, 1)));
        Assert.Equal("bad-evidence", await RefusedAsync(city, TestPictures.Png(0, 1)));
        Assert.Equal("too-large", await RefusedAsync(city, [.. TestPictures.Jpeg(), .. new byte[EvidenceTypes.MaxPictureBytes]]));
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Keep_APictureCutShortAnywhere_IsRefusedAndNeverThrows()
    {
        await using var city = await StartAsync();
        foreach (var picture in new[]
        {
            TestPictures.Jpeg()[..^TestPictures.Secret.Length],
            TestPictures.Png()[..^TestPictures.Secret.Length],
        })
            for (var length = 12; length < picture.Length; length++)
                Assert.True(await RefusedAsync(city, picture[..length]) == "bad-evidence", $"{length} of {picture.Length}");
    }

    [Fact]
    public async Task Keep_PicturesWithChangedBytes_AreKeptOrRefusedAndNeverThrow()
    {
        await using var city = await StartAsync();
        var random = new Random(11);
        for (var run = 0; run < 400; run++)
        {
            var picture = run % 2 == 0 ? TestPictures.Jpeg() : TestPictures.Png();
            for (var change = 0; change < 4; change++) picture[random.Next(4, picture.Length)] = (byte)random.Next(256);
            var answer = await city.Hub.Evidence!.KeepAsync(new MemoryStream(picture), TestCity.Resident);
            Assert.True(answer.Refusal?.Code is null or "bad-evidence" or "other-type" or "too-many-loose");
        }
    }

    [Fact]
    public async Task Keep_TheSameAgain_IsOnePieceAndOneSetOfFiles()
    {
        await using var city = await StartAsync();
        var pieces = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident)));
        pieces = [.. pieces, await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident)];
        Assert.Single(pieces.Select(piece => piece.Id).Distinct());
        Assert.Equal(2, Files().Length);
        Assert.NotEqual(pieces[0].Id, (await KeepAsync(city, TestPictures.Jpeg(), Other)).Id);
    }

    [Fact]
    public async Task Keep_FilesOnDisk_AreEncryptedAndPrivateAndNamedByTheirHash()
    {
        await using var city = await StartAsync();
        await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        foreach (var file in Files())
        {
            var bytes = await File.ReadAllBytesAsync(file.FullName);
            Assert.Equal(file.Name, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
            Assert.False(TestSubjects.Holds(bytes, TestPictures.JpegScans));
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode);
        }
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(TestPictures.Jpeg()));
        Assert.DoesNotContain(await city.JournalAsync(),
            entry => Encoding.UTF8.GetString(entry.Payload.Span).Contains(hash, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_ThatNamesEvidence_ShowsItToWhoSeesTheItemsEvidence()
    {
        await using var city = await StartAsync();
        var (piece, item) = await ReportAsync(city);
        Assert.Equal([piece.Id], (await city.Hub.Evidence!.ListAsync(item, TestCity.Manager))!.Select(p => p.Id));
        Assert.Null(await city.Hub.Evidence.ListAsync(item, Other));
        Assert.Null(await city.Hub.Evidence.FindAsync(piece.Id, Other));
        Assert.Equal("not-found", (await city.Hub.Evidence.OpenAsync("v-1", piece.Id, Other)).Refusal?.Code);
        Assert.Empty(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());

        await ReadAsync(await city.Hub.Evidence.OpenAsync("v-1", piece.Id, TestCity.Manager));
        await ReadAsync(await city.Hub.Evidence.OpenOriginalAsync("v-2", piece.Id, "handling", TestCity.Manager));
        var reads = await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync();
        Assert.Equal(["viewing", "handling"], reads.OrderBy(read => read.Id).Select(read => read.Purpose));
        Assert.All(reads, read => Assert.Equal(("manager-1", item, piece.Id), (read.By, read.Item, read.Records.Single())));
    }

    [Fact]
    public async Task Report_ThatNamesAnothersEvidence_IsRefused()
    {
        await using var city = await StartAsync();
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        Assert.Equal("no-such-evidence", (await city.Hub.ExecuteAsync(Report("r-1", piece.Reference), Other)).Refusal?.Code);
        Assert.Equal("no-such-evidence", (await city.Hub.ExecuteAsync(Report("r-2", "evidence:none"), TestCity.Resident)).Refusal?.Code);
        Assert.Null((await city.Hub.ExecuteAsync(Report("r-3", "any-other-photo"), Other)).Refusal);
        Assert.Null(await city.Hub.Evidence!.FindAsync(piece.Id, TestCity.Manager));
    }

    [Fact]
    public async Task Keep_MoreThanIsNamed_IsRefusedUntilADayIsOver()
    {
        await using var city = await StartAsync();
        for (byte mark = 0; mark < 20; mark++) await KeepAsync(city, TestPictures.Jpeg(mark: mark), TestCity.Resident);
        Assert.Equal("too-many-loose", await RefusedAsync(city, TestPictures.Jpeg(mark: 20)));
        city.Time.Advance(Duration.FromHours(25));
        await city.Hub.TickAsync();
        SetTimes(TestCity.Start);
        await KeepAsync(city, TestPictures.Jpeg(mark: 20), TestCity.Resident);
        await city.Hub.Evidence!.SweepAsync();
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task Erase_ThePersonWhoGaveIt_TakesKeyRecordAndFiles()
    {
        await using var city = await StartAsync();
        var (piece, item) = await ReportAsync(city);
        var ofOfficer = await KeepAsync(city, TestPictures.Png(), TestCity.Officer);
        (await city.Hub.ExecuteAsync(
            new StepItem("s-1", item, new WorkCommand("oversee") { Reason = "why", Photo = ofOfficer.Reference }),
            TestCity.Officer)).OrThrow();
        Assert.Equal(2, (await city.Hub.Evidence!.ListAsync(item, TestCity.Manager))!.Count);
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.Empty((await city.Hub.Evidence.ListAsync(item, TestCity.Manager))!);
        Assert.Equal("not-found", (await city.Hub.Evidence.OpenAsync("v-1", piece.Id, TestCity.Manager)).Refusal?.Code);
        Assert.Equal(4, await city.Hub.Evidence.SweepAsync());
        Assert.Empty(Files());
    }

    [Fact]
    public async Task Tick_AfterItsTimeOfKeeping_DropsIt()
    {
        var policy = PolicyReader.Read(
            """{"schema": 1, "retention": [{"kind": "evidence", "atLeastDays": 0, "atMostDays": 30}]}"""u8.ToArray(), out _)!;
        var setup = Setup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, policy, WorkCalendar.BuiltIn) };
        await using var city = await TestCity.StartAsync(setup: setup);
        var (_, item) = await ReportAsync(city);
        city.Time.Advance(Duration.FromDays(29));
        await city.Hub.TickAsync();
        Assert.Single((await city.Hub.Evidence!.ListAsync(item, TestCity.Manager))!);
        city.Time.Advance(Duration.FromDays(1));
        await city.Hub.TickAsync();
        Assert.Empty((await city.Hub.Evidence.ListAsync(item, TestCity.Manager))!);
        await city.Hub.Evidence.SweepAsync();
        Assert.Empty(Files());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Open_AFileThatIsMissingOrChanged_IsAFindingOnce(bool isChanged)
    {
        await using var city = await StartAsync();
        var (piece, _) = await ReportAsync(city);
        foreach (var file in Files())
            if (isChanged) ChangeByte(file.FullName);
            else file.Delete();
        for (var time = 0; time < 2; time++)
            Assert.Equal("evidence-missing", (await city.Hub.Evidence!.OpenAsync($"v-{time}", piece.Id, TestCity.Manager)).Refusal?.Code);
        var finding = Assert.Single(await city.FindingsAsync(), f => f.Code == "evidence-missing");
        Assert.Contains(piece.Id, finding.Reason.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sweep_WhatAnInterruptionLeft_GoesAfterADayAndWhatIsNamedStays()
    {
        await using var city = await StartAsync();
        await ReportAsync(city);
        var archive = new FolderEvidenceArchive(folder.FullName);
        await archive.PutAsync(async output => await output.WriteAsync("orphan"u8.ToArray()), default);
        await Assert.ThrowsAsync<IOException>(async () => await archive.PutAsync(_ => throw new IOException("power"), default));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "1234.new"), "half");
        SetTimes(TestCity.Start);
        Assert.Equal(0, await city.Hub.Evidence!.SweepAsync());
        city.Time.Advance(Duration.FromHours(25));
        await city.Hub.Evidence.SweepAsync();
        Assert.Equal(2, Files().Length);
    }

    [Fact]
    public async Task Restart_OfTheHub_KeepsEvidence()
    {
        var store = new InMemoryCityStore();
        EvidenceInfo piece;
        await using (var city = await TestCity.StartAsync(store, Setup())) (piece, _) = await ReportAsync(city);
        await using var again = await TestCity.StartAsync(store, Setup());
        Assert.Equal(TestPictures.Jpeg(),
            await ReadAsync(await again.Hub.Evidence!.OpenOriginalAsync("v-1", piece.Id, "handling", TestCity.Manager)));
    }

    [Fact]
    public async Task Replay_OfAJournalWithEvidence_GivesTheSameWithoutTheFiles()
    {
        var store = new InMemoryCityStore();
        await using (var city = await TestCity.StartAsync(store, Setup()))
        {
            var (piece, _) = await ReportAsync(city);
            await (await city.Hub.Evidence!.OpenAsync("v-1", piece.Id, TestCity.Manager)).DisposeAsync();
        }
        Assert.Null(await ReplayCheck.RunAsync(TestCity.NewSetup(), store));
        Assert.Empty(await JournalVerifier.RunAsync(store).ToListAsync());
    }

    private HubSetup Setup() => TestCity.NewSetup() with { Evidence = new FolderEvidenceArchive(folder.FullName) };

    private Task<TestCity> StartAsync() => TestCity.StartAsync(setup: Setup());

    private FileInfo[] Files() => folder.GetFiles("*", SearchOption.AllDirectories);

    private void SetTimes(Instant at)
    {
        foreach (var file in Files()) file.LastWriteTimeUtc = at.ToDateTimeUtc();
    }

    private static void ChangeByte(string path)
    {
        var bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);
    }

    private static FileReport Report(string id, string photo) => new(
        id, "property-order", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), GeoPoint.FromDegrees(120.4115, 36.0615), null, photo);

    private static async Task<(EvidenceInfo Piece, WorkItemId Item)> ReportAsync(TestCity city)
    {
        var piece = await KeepAsync(city, TestPictures.Jpeg(), TestCity.Resident);
        var answer = (await city.Hub.ExecuteAsync(Report("r-1", piece.Reference), TestCity.Resident)).OrThrow();
        return (piece, answer.Item!.Id);
    }

    private static async Task<EvidenceInfo> KeepAsync(TestCity city, byte[] bytes, Actor actor)
    {
        var answer = await city.Hub.Evidence!.KeepAsync(new MemoryStream(bytes), actor);
        Assert.True(answer.Refusal is null, answer.Refusal?.Message.En);
        return answer.Evidence!;
    }

    private static async Task<string?> RefusedAsync(TestCity city, byte[] bytes) =>
        (await city.Hub.Evidence!.KeepAsync(new MemoryStream(bytes), TestCity.Resident)).Refusal?.Code;

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
