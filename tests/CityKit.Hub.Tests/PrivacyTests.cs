using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// What people write and who they are is apart from the journal, encrypted; it is opened with a note of who reads it, and erased.
/// </summary>
public sealed class PrivacyTests : IDisposable
{
    private const string Text = "Mrs Example's husband shouts on floor 3";
    private const string Contact = "call 0532-5550100";
    private static readonly GeoPoint Position = GeoPoint.FromDegrees(120.4111111, 36.0622222);
    private static readonly Actor Leader = Actor.Of("leader-1", "duty room", Role.DutyLeader);
    private static readonly Actor Other = Actor.Of("resident-2", "", Role.Resident);
    private readonly TempFile file = new();

    public void Dispose() => file.Dispose();

    [Fact]
    public async Task Report_WhatAPersonGave_IsInNoByteOnDisk()
    {
        await using (var city = await StartAsync())
        {
            await LiveThroughAsync(city);
            SqliteHubBackup.Run(file.Path, file.Path + ".copy");
            Assert.DoesNotContain("Example", await city.ExportAsync(), StringComparison.Ordinal);
            AssertNowhere();
            (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
            AssertNowhere();
        }
        AssertNowhere();
    }

    [Fact]
    public async Task Erase_WrappedKey_IsInNoByteOnDiskAndTheChainHolds()
    {
        await using var city = await StartAsync();
        await LiveThroughAsync(city);
        var wrapped = (await city.Hub.Store.FindSubjectsAsync([SubjectId.Parse(TestCity.ResidentId)], default)).Single().Wrapped.ToArray();
        var before = await city.ExportAsync();
        Assert.True(IsOnDisk(wrapped));
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        Assert.False(IsOnDisk(wrapped));
        Assert.Equal(before, await city.ExportAsync());
        var position = await city.Hub.Store.ReadPositionAsync(default);
        Assert.Equal(position.Hash, await city.Hub.Store.ReadJournalAsync(0, default)
            .AggregateAsync(default(Core.Chain.RunningHash), JournalChain.Next));
    }

    [Fact]
    public async Task Open_ByWhoSeesThatPart_GivesWhatWasWrittenAndNotesIt()
    {
        await using var city = await StartAsync();
        var item = await LiveThroughAsync(city);
        var opened = await city.Hub.Privacy.OpenAsync("o-1", item, "handling", Leader);
        Assert.Null(opened.Refusal);
        var report = opened.Records.Single(r => r.Kind == RecordKind.Report).Data;
        Assert.Equal((Text, Contact, Position), (report.Text, report.Contact, report.Position!.Value));
        Assert.Contains(opened.Records, r => r.Kind == RecordKind.Reason && r.Data.Text == "the neighbour Mr Imagined asked");
        Assert.Equal("resident-1", opened.Records.Single(r => r.Kind == RecordKind.Identity).Data.Reference);
        var reason = (await city.HistoryAsync((await city.ItemsAsync())[0])).Select(h => PersonalText.RecordOf(h.Reason)).OfType<string>()
            .Single();
        Assert.Contains(opened.Records, r => r.Id == reason);
        var read = Assert.Single(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());
        Assert.Equal(("leader-1", "handling", item, 3), (read.By, read.Purpose, read.Item!.Value, read.Records.Count));
        Assert.Equal([Role.DutyLeader], read.Roles);
    }

    /// <summary>A replay has no records: it stopped with "entry 4 follows 2" at the first that somebody had opened.</summary>
    [Fact]
    public async Task Replay_OfAJournalInWhichRecordsWereOpened_GoesOn()
    {
        await using var city = await StartAsync();
        var item = await LiveThroughAsync(city);
        Assert.Null((await city.Hub.Privacy.OpenAsync("o-1", item, "handling", Leader)).Refusal);
        (await city.Hub.ReportAsync(CommandTests.Report("r-9"), "a hole", TestCity.Resident)).OrThrow();
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
        Assert.Empty(await Verifying.ReplayVerifier.RunAsync(city.Setup, city.Hub.Store).ToListAsync());
    }

    [Fact]
    public async Task Open_TheSameAgain_IsNotedOnce()
    {
        await using var city = await StartAsync();
        var item = await LiveThroughAsync(city);
        for (var i = 0; i < 2; i++) Assert.Equal(3, (await city.Hub.Privacy.OpenAsync("o-1", item, "handling", Leader)).Records.Count);
        Assert.Single(await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).ToListAsync());
    }

    [Theory] // the profile shows a duty officer neither history nor evidence of a city-management case
    [InlineData("officer-1", "DutyOfficer", 1)] // who reported it, to call back
    [InlineData("worker-1", "GridWorker", 0)]
    [InlineData("carer-1", "CareWorker", 0)]
    [InlineData("resident-2", "Resident", 0)]
    [InlineData("inspector-1", "Inspector", 2)]
    public async Task Open_ByOthers_GivesWhatTheirRoleSeesOfTheItem(string id, string role, int expected)
    {
        await using var city = await StartAsync();
        var item = await LiveThroughAsync(city);
        var answer = await city.Hub.Privacy.OpenAsync("o-1", item, "handling",
            Actor.Of(id, "", Role.Parse(role)).At(Scope.Parse("area/370202999")));
        Assert.Equal((expected == 0 ? "not-found" : null, expected), (answer.Refusal?.Code, answer.Records.Count));
        Assert.Equal(expected == 0 ? 0 : 1, await city.Hub.Privacy.ReadsOfAsync(TestCity.Resident).CountAsync());
        Assert.Equal("bad-purpose", (await city.Hub.Privacy.OpenAsync("o-2", item, "Why not", Leader)).Refusal!.Code);
    }

    [Fact]
    public async Task OpenOwn_GivesOnesOwnAndNobodyElses()
    {
        await using var city = await StartAsync();
        await LiveThroughAsync(city);
        Assert.Contains((await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records, r => r.Data.Text == Text);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenOwnAsync("o-1", Other)).Refusal!.Code);
        Assert.Equal("not-found",
            (await city.Hub.Privacy.OpenOwnAsync("o-1", Actor.Of(TestCity.ResidentId, "", Role.Resident))).Refusal!.Code);
    }

    [Fact]
    public async Task Erase_ByTheirOwnWish_NothingCanBeOpenedAndTheyMayComeAgain()
    {
        await using var city = await StartAsync(With(MasterKeys.CreateInMemory()));
        var item = await LiveThroughAsync(city);
        Assert.Equal("wrong-role", (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, Other)).Refusal!.Code);
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Resident)).OrThrow();
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenAsync("o-1", item, "handling", Leader)).Refusal!.Code);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Refusal!.Code);
        Assert.Equal("not-found", (await city.Hub.Privacy.ErasePersonAsync("e-2", TestCity.Resident.Id, TestCity.Admin)).Refusal!.Code);
        (await city.Hub.ReportAsync(CommandTests.Report("r-2"), "again", TestCity.Resident)).OrThrow();
        Assert.Equal("again",
            (await city.Hub.Privacy.OpenOwnAsync("o-2", TestCity.Resident)).Records.Single(r => r.Kind == RecordKind.Report).Data.Text);
    }

    [Fact] // PIPL art. 47: where the law asks for a longer time, use is restricted until then
    public async Task Erase_WhatTheLawKeeps_IsRestrictedUntilThenAndThenErased()
    {
        await using var city = await StartAsync(Kept(atLeast: 30, atMost: 900));
        var item = await LiveThroughAsync(city);
        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Resident)).OrThrow();
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenAsync("o-1", item, "legal-duty", Leader)).Refusal!.Code);
        var auditor = Actor.Of("auditor-1", "", Role.Administrator, Role.DutyLeader);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenAsync("o-1", item, "handling", auditor)).Refusal!.Code);
        Assert.NotEmpty((await city.Hub.Privacy.OpenAsync("o-2", item, "legal-duty", auditor)).Records);
        city.Time.Advance(Duration.FromDays(31));
        await city.Hub.TickAsync();
        Assert.Empty(await city.Hub.Store.FindSubjectsAsync([SubjectId.Parse(TestCity.ResidentId)], default));
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenAsync("o-3", item, "legal-duty", auditor)).Refusal!.Code);
    }

    [Fact]
    public async Task Keep_LongerThanThePolicyAllows_IsDropped()
    {
        await using var city = await StartAsync(Kept(atLeast: 0, atMost: 90));
        await LiveThroughAsync(city);
        city.Time.Advance(Duration.FromDays(89));
        await city.Hub.TickAsync();
        Assert.Contains((await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records, r => r.Kind == RecordKind.Report);
        city.Time.Advance(Duration.FromDays(2));
        await city.Hub.TickAsync();
        Assert.DoesNotContain((await city.Hub.Privacy.OpenOwnAsync("o-2", TestCity.Resident)).Records, r => r.Kind == RecordKind.Report);
    }

    [Fact]
    public async Task Start_FromACopyOlderThanAnErasure_ErasesAgainAndReportsIt()
    {
        var log = new ErasureLog(file.Path + ".keys.erased");
        await using (var city = await StartAsync(TestCity.NewSetup() with { ErasureLog = log })) await LiveThroughAsync(city);
        var copy = await File.ReadAllBytesAsync(file.Path);
        await using (var city = await StartAsync(TestCity.NewSetup() with { ErasureLog = log }))
            (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();
        await File.WriteAllBytesAsync(file.Path, copy);
        await using var again = await StartAsync(TestCity.NewSetup() with { ErasureLog = log });
        Assert.Empty(await again.Hub.Store.FindSubjectsAsync([SubjectId.Parse(TestCity.ResidentId)], default));
        Assert.Equal("not-found", (await again.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Refusal!.Code);
        Assert.Contains(await again.FindingsAsync(), f => f.Code == "erased-again");
    }

    [Fact] // the log is written first: what a crash leaves undone is done at the next start
    public async Task Erase_StoppedBetweenLogAndCommit_IsDoneAtTheNextStart()
    {
        var log = new ErasureLog(file.Path + ".keys.erased");
        await using (var city = await StartAsync(TestCity.NewSetup() with { ErasureLog = log })) await LiveThroughAsync(city);
        await File.AppendAllTextAsync(file.Path + ".keys.erased", TestCity.ResidentId + "\n");
        await using var again = await StartAsync(TestCity.NewSetup() with { ErasureLog = log });
        Assert.Empty(await again.Hub.Store.FindSubjectsAsync([SubjectId.Parse(TestCity.ResidentId)], default));
    }

    [Fact]
    public async Task Start_WithANewerMasterKey_WrapsEveryKeyAgainAndOldBackupsStillOpen()
    {
        var path = file.Path + ".keys";
        await using (var city = await StartAsync(With(MasterKeys.LoadOrCreate(path)))) await LiveThroughAsync(city);
        var (keys, copy) = (await File.ReadAllTextAsync(path), await File.ReadAllBytesAsync(file.Path));
        MasterKeys.Rotate(path);
        await using (var city = await StartAsync(With(MasterKeys.LoadOrCreate(path))))
            Assert.Contains((await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records, r => r.Data.Text == Text);
        await File.WriteAllTextAsync(path, keys);
        await RefusedAsync(With(MasterKeys.LoadOrCreate(path))); // wrapped with the newer one alone
        await File.WriteAllBytesAsync(file.Path, copy);
        await using var old = await StartAsync(With(MasterKeys.LoadOrCreate(path)));
        Assert.Contains((await old.Hub.Privacy.OpenOwnAsync("o-2", TestCity.Resident)).Records, r => r.Data.Text == Text);
    }

    [Fact]
    public async Task Start_WithAnotherStoresKeys_IsRefusedAndSaysWhatToDo()
    {
        await using (var city = await StartAsync(With(MasterKeys.LoadOrCreate(file.Path + ".keys")))) await LiveThroughAsync(city);
        var refused = await RefusedAsync(With(MasterKeys.LoadOrCreate(file.Path + ".others")));
        Assert.Contains("give the hub its own key file", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstInputsOfOnePerson_InOneGroup_AreOfOneSubject()
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store, With(MasterKeys.CreateInMemory()));
        var before = await city.Hub.Store.ReadSubjectsAsync(default).CountAsync(); // of the register
        store.Close();
        var first = city.AdmitAsync("pi-1");
        var together = Enumerable.Range(1, 6)
            .Select(n => city.Hub.ReportAsync(CommandTests.Report($"r-{n}"), "a hole", TestCity.Resident).AsTask()).ToArray();
        store.Open();
        await first;
        Assert.All(await Task.WhenAll(together), answer => Assert.Null(answer.Refusal));
        Assert.Equal(before + 1, await city.Hub.Store.ReadSubjectsAsync(default).CountAsync());
        Assert.Single((await city.ItemsAsync()).SelectMany(i => i.Reports.Select(r => r.Reporter)).Distinct());
    }

    [Fact] // memory is ahead of the disk by a commit that failed, and with it by a subject
    public async Task SecondInputOfAPerson_AfterTheFirstCouldNotBeStored_IsOfTheSameSubject()
    {
        var store = new FailingStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store, With(MasterKeys.CreateInMemory()));
        var before = await store.ReadSubjectsAsync(default).CountAsync();
        store.CommitsToFail = 1;
        await Assert.ThrowsAsync<IOException>(
            async () => await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident));
        (await city.Hub.ReportAsync(CommandTests.Report("r-2"), "another", TestCity.Resident)).OrThrow();
        (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal(before + 1, await store.ReadSubjectsAsync(default).CountAsync());
        var texts = (await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records.Select(r => r.Data.Text).OfType<string>()
            .Order();
        Assert.Equal(["a hole", "another"], texts);
    }

    [Fact]
    public async Task Report_ThatTheCallerNoLongerWaitsFor_IsOfTheSubjectThatTheNextOneIsOf()
    {
        var store = new GatedStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store, With(MasterKeys.CreateInMemory()));
        store.Close();
        var first = city.AdmitAsync("pi-1");
        using var cancel = new CancellationTokenSource();
        var given = city.Hub.ReportAsync(CommandTests.Report("r-1"), "a hole", TestCity.Resident, cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given);
        var next = city.Hub.ReportAsync(CommandTests.Report("r-2"), "another", TestCity.Resident).AsTask();
        store.Open();
        await first;
        (await next).OrThrow();
        Assert.Single((await city.ItemsAsync()).SelectMany(i => i.Reports.Select(r => r.Reporter)).Distinct());
    }

    [Fact]
    public async Task Report_Twice_IsOneAndTheSameDigest()
    {
        await using var city = await StartAsync();
        for (var i = 0; i < 2; i++) (await city.Hub.ReportAsync(CommandTests.Report("r-1"), Text, TestCity.Resident)).OrThrow();
        Assert.Single(await city.ItemsAsync());
        Assert.Equal("command-id-reused",
            (await city.Hub.ReportAsync(CommandTests.Report("r-1"), "something else", TestCity.Resident)).Refusal!.Code);
    }

    [Fact]
    public async Task EraseHousehold_ItsRulesStopAndAFileThatStillNamesItDoesNotBringItBack()
    {
        var log = new ErasureLog(file.Path + ".keys.erased");
        var setup = TestCity.NewSetup() with { ErasureLog = log };
        var household = TestCity.Keys.Household("h-1");
        await using (var city = await StartAsync(setup))
        {
            Assert.Equal("wrong-role", (await city.Hub.Privacy.EraseHouseholdAsync("e-1", "h-1", Leader)).Refusal!.Code);
            (await city.Hub.Privacy.EraseHouseholdAsync("e-1", "h-1", TestCity.Admin)).OrThrow();
            Assert.Contains(await city.FindingsAsync(), f => f.Code == "consent-withdrawn");
            Assert.Empty(await city.Hub.Store.FindSubjectsAsync([household], default));
        }
        const string More = """
            {"version": 1, "sensors": [{"device": "pi-2", "sensor": "new", "quantity": "smoke", "validFrom": "2026-01-01T00:00:00Z"},
            """;
        var longer = More + Encoding.UTF8.GetString(TestCity.Sensors).Split("\"sensors\": [")[1];
        var changed = setup with { Configuration = setup.Configuration with { Sensors = Encoding.UTF8.GetBytes(longer) } };
        await using var again = await StartAsync(changed);
        Assert.Empty(await again.Hub.Store.FindSubjectsAsync([household], default));
        var withdraw = new WithdrawConsent("w-1", "h-1", "elder-care");
        Assert.Equal("not-found", (await again.Hub.ExecuteAsync(withdraw, TestCity.Admin)).Refusal!.Code);
    }

    [Fact]
    public async Task PutSensors_OfAHousehold_IsJournalledWithoutItsReference()
    {
        await using var city = await StartAsync();
        const string Entry = """
            {"version": 1, "sensors": [{"device": "gas-co", "sensor": "g-2", "quantity": "gas", "unit": "m3", "perUnit": 1000,
              "household": "floor-3-Example", "consent": {"purpose": "elder-care", "givenBy": "Mrs Imagined",
              "from": "2026-01-01T00:00:00Z", "until": "2027-01-01T00:00:00Z"}, "validFrom": "2026-01-01T00:00:00Z"}]}
            """;
        (await city.Hub.ExecuteAsync(new PutSensors("p-1", Entry), TestCity.Admin)).OrThrow();
        AssertNowhere();
        var known = await city.Hub.Store.FindSubjectsAsync(
            [TestCity.Keys.Household("floor-3-Example"), TestCity.Keys.Person("Mrs Imagined")], default);
        Assert.Equal(2, known.Count);
        (await city.Hub.ExecuteAsync(new WithdrawConsent("w-1", "floor-3-Example", "elder-care"), TestCity.Admin)).OrThrow();
        AssertNowhere();
    }

    [Fact]
    public async Task Dismiss_Reason_IsOpenedByItselfForThoseWhoDecide()
    {
        await using var city = await StartAsync();
        await LiveThroughAsync(city);
        var record = PersonalText.RecordOf((await city.LeadsAsync()).Single(l => l.State == LeadState.Dismissed).Reason)!;
        Assert.Equal("a pigeon of Mr Imagined",
            (await city.Hub.Privacy.OpenRecordAsync("o-1", record, "review", TestCity.Officer)).Records.Single().Data.Text);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-1", record, "review", Other)).Refusal!.Code);
    }

    private Task<TestCity> StartAsync(HubSetup? setup = null) => TestCity.StartAsync(new SqliteCityStore(file.Path), setup);

    private async Task<ArgumentException> RefusedAsync(HubSetup setup)
    {
        await using var hub = new CityHub(setup, new SqliteCityStore(file.Path), FakeTime.At(TestCity.Start));
        return await Assert.ThrowsAsync<ArgumentException>(() => hub.StartAsync());
    }

    private static HubSetup With(IKeyProtector keys) => TestCity.NewSetup() with { Keys = keys };

    private static HubSetup Kept(int atLeast, int atMost)
    {
        var setup = TestCity.NewSetup();
        RetentionRow[] rows = [.. new[] { RetentionRow.Report, RetentionRow.Reason }
            .Select(kind => new RetentionRow(kind, Duration.FromDays(atLeast), Duration.FromDays(atMost)))];
        return setup with { Work = new WorkEngine(setup.Profiles, setup.Work.Policy with { Retention = rows }, setup.Work.Calendar) };
    }

    /// <summary>
    /// A report with everything that a person can give, a reason and a dismissal that name somebody, a household's sensor.
    /// </summary>
    private static async Task<WorkItemId> LiveThroughAsync(TestCity city)
    {
        var device = await city.AdmitAsync("pi-1");
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        (await city.Hub.ExecuteAsync(new DismissLead("d-1", (await city.LeadsAsync())[0].Id, "a pigeon of Mr Imagined"), TestCity.Officer))
            .OrThrow();
        var data = new PersonalData { Text = Text, Contact = Contact, Position = Position };
        var item = (await city.Hub.ReportAsync(CommandTests.Report("r-1"), data, TestCity.Resident)).OrThrow().Item!;
        var oversee = new WorkCommand("oversee") { Reason = "the neighbour Mr Imagined asked" };
        (await city.Hub.ExecuteAsync(new StepItem("s-1", item.Id, oversee), Actor.Of("overseer-1", "", Role.Oversight))).OrThrow();
        return item.Id;
    }

    private void AssertNowhere()
    {
        foreach (var plain in new[] { "Example", "0532-5550100", "Imagined", "pigeon", "resident-1", "\"h-1\"", "h-1", "120.4111111",
            "36.0622222" })
            Assert.False(IsOnDisk(Encoding.UTF8.GetBytes(plain)), $"{plain} is on disk");
    }

    private bool IsOnDisk(byte[] bytes) => Directory.GetFiles(Path.GetDirectoryName(file.Path)!)
        .Where(path => Path.GetExtension(path) != ".lock").Any(path => ReadShared(path).AsSpan().IndexOf(bytes) >= 0);

    private static byte[] ReadShared(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
