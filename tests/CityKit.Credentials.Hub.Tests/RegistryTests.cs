using CityKit.Cases;
using CityKit.Credentials.Certificates;
using CityKit.Credentials.Hub.Counter;
using CityKit.Credentials.Hub.Registry;
using CityKit.Credentials.Tests.Certificates;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Privacy;
using CityKit.Sqlite;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Verifying;
using Microsoft.Extensions.Time.Testing;
using NodaTime;
using static CityKit.Credentials.Hub.Tests.Support.Counter;

namespace CityKit.Credentials.Hub.Tests;

/// <summary>The registry of certificates in a hub: who issues, what follows, what is refused, and what stays of a person who was
/// erased.</summary>
public sealed class RegistryTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Story_OverEachStore_LinksTheVersions(bool isSqlite)
    {
        using var file = new TempFile();
        await using var city = await StartAsync(isSqlite ? new SqliteCityStore(file.Path) : new InMemoryCityStore());
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(Renew("n-1"), Issuer)).OrThrow();
        var changed = Longer.NewVersion(TestCertificates.Today) with { Fields = [new CertificateField("address", "Other Road 2")] };
        (await city.Hub.ExecuteAsync(new ChangeCertificate("c-1", TestCity.Resident.Id, JsonOf(changed)), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(new SuspendCertificate("s-1", changed.Identifier.Value, "court-order"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(new ResumeCertificate("r-1", changed.Identifier.Value, "court-order"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(new CancelCertificate("x-1", changed.Identifier.Value, "moved-away"), Issuer)).OrThrow();
        var entries = await EntriesAsync(city);
        Assert.Equal([(1, CertificateState.Superseded), (2, CertificateState.Superseded), (3, CertificateState.Cancelled)],
            entries.Select(entry => (entry.Version, entry.State)));
        Assert.Equal([null, entries[0].Id, entries[1].Id], entries.Select(entry => entry.Previous));
        Assert.Equal([entries[1].Id, entries[2].Id, null], entries.Select(entry => entry.Next));
        Assert.All(entries, entry => Assert.Equal(TestCity.ResidentId, entry.Holder));
    }

    public static TheoryData<string, HubCommand, Actor> Refused => new()
    {
        { "exists", Issue("i-2"), Issuer },
        { "wrong-role", Issue("i-2", First with { Identifier = CertificateIdentifier.Of(First.Identifier.Type, First.Identifier.Issuer,
            "2") }), OtherIssuer },
        { "wrong-role", Issue("i-2"), TestCity.Officer },
        { "not-first", Issue("i-2", Longer), Issuer },
        { "bad-certificate", Issue("i-2", First with { Holder = First.Holder with { Code = "370202190001050007" } }), Issuer },
        { "unknown-field", Issue("i-2", First with { Fields = [.. First.Fields, new CertificateField("remarc", "x")] }), Issuer },
        { "bad-request", new IssueCertificate("i-2", TestCity.Resident.Id, "{"), Issuer },
        { "bad-request", Issue("i-2") with { Facts = new CertificateFacts("", null, "", "", 1, default, null) }, Issuer },
        { "bad-person", Issue("i-2") with { Holder = TestCity.ResidentId }, Issuer },
        { "bad-person", Issue("i-2") with { Holder = "" }, Issuer },
        { "too-large", Issue("i-2") with { Content = new string(' ', (48 << 10) + 1) }, Issuer },
        { "other-holder", Renew("n-1") with { Holder = Stranger.Id }, Issuer },
        { "wrong-role", Renew("n-1"), OtherIssuer },
        { "not-longer", Renew("n-1", First.NewVersion(TestCertificates.Today)), Issuer },
        { "not-found", Renew("n-1", Longer.NewVersion(TestCertificates.Today) with { ValidUntil = TestCertificates.Today.PlusYears(9) }),
            Issuer },
        { "wrong-state", new ResumeCertificate("r-1", First.Identifier.Value, "found"), Issuer },
        { "not-found", new CancelCertificate("x-1", First.Identifier.Value, "lost"), OtherIssuer },
        { "bad-request", new CancelCertificate("x-1", First.Identifier.Value, "Mrs Example lost it"), Issuer },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Execute_WhatMayNotBe_IsRefusedInBothLanguagesAndChangesNothing(string code, HubCommand command, Actor actor)
    {
        await using var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        var before = await city.Hub.Store.ReadPositionAsync(default);
        var refusal = (await city.Hub.ExecuteAsync(command, actor)).Refusal!;
        Assert.Equal(code, refusal.Code);
        Assert.NotEqual(refusal.Message.Zh, refusal.Message.En);
        Assert.DoesNotContain("Example", $"{refusal.Message}", StringComparison.Ordinal);
        Assert.Equal(before, await city.Hub.Store.ReadPositionAsync(default));
        Assert.Equal(CertificateState.Valid, Assert.Single(await EntriesAsync(city)).State);
    }

    [Fact]
    public async Task Issue_TheSameAgain_IsOne()
    {
        await using var city = await StartAsync();
        for (var i = 0; i < 2; i++) (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        Assert.Single(await EntriesAsync(city));
        Assert.Equal("command-id-reused", (await city.Hub.ExecuteAsync(Issue("i-1", First with { Number = "other" }),
            Issuer)).Refusal!.Code);
    }

    [Fact] // the last valid day is 2 March 2031 in the city's own time
    public async Task Renew_AnExpiredOne_IsDoneAndACancelledOneIsNot()
    {
        await using var city = await StartAsync();
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        city.Time.Advance(Duration.FromDays(5 * 366));
        Assert.Equal("wrong-state", (await city.Hub.ExecuteAsync(new SuspendCertificate("s-1", First.Identifier.Value,
            "lost"), Issuer)).Refusal!.Code);
        (await city.Hub.ExecuteAsync(Renew("n-1"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(new CancelCertificate("x-1", Longer.Identifier.Value, "lost"), Issuer)).OrThrow();
        var again = Longer.NewVersion(TestCertificates.Today) with { ValidUntil = TestCertificates.Today.PlusYears(9) };
        var refusal = (await city.Hub.ExecuteAsync(Renew("n-2", again), Issuer)).Refusal!;
        Assert.Equal(("wrong-state", 0), (refusal.Code, refusal.Allowed.Count));
    }

    [Fact]
    public async Task Replay_GivesTheSameDocuments()
    {
        await using var city = await StartAsync();
        await LiveThroughAsync(city);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        foreach (var kind in (string[])["credentials_certificate", "credentials_shown", "credentials_copy"])
        {
            var expected = await DocumentsAsync(city.Hub.Store, kind);
            Assert.NotEmpty(expected);
            Assert.Equal(expected, await DocumentsAsync(replayed, kind));
        }
    }

    [Fact]
    public async Task Restart_KeepsWhatIsShownAndRedeemed()
    {
        using var file = new TempFile();
        FakeTimeProvider time;
        await using (var city = await StartAsync(new SqliteCityStore(file.Path)))
        {
            await LiveThroughAsync(city);
            time = city.Time;
        }
        await using var again = await StartAsync(new SqliteCityStore(file.Path), time);
        Assert.Equal("code-used", (await again.Hub.ExecuteAsync(Redeem("d-2"), Clerk)).Refusal!.Code);
        (await again.Hub.ExecuteAsync(Redeem("d-3", CodeOf(2)), Clerk)).OrThrow();
        var record = (await EntriesAsync(again))[0].Record;
        Assert.Single((await again.Hub.Privacy.OpenRecordAsync("o-1", record, Purpose, Clerk)).Records);
    }

    [Fact]
    public async Task Person_IsInNoByteOnDiskAndGoesWhenErasedWhileTheChainHolds()
    {
        using var file = new TempFile();
        await using var city = await TestCity.StartAsync(new SqliteCityStore(file.Path),
            Support.Counter.Setup() with { Keys = MasterKeys.CreateInMemory() });
        await LiveThroughAsync(city);
        var entry = (await EntriesAsync(city))[0];
        var (record, subjects) = (entry.Record, new[] { SubjectId.Parse(entry.Holder), SubjectId.Parse(entry.Id) });
        Assert.Single((await city.Hub.Privacy.OpenRecordAsync("o-1", record, Purpose, Clerk)).Records);
        foreach (var secret in (string[])["Example Person", First.Holder.Code, First.Identifier.Value, First.Number,
            "Imagined Road", First.File!.Sha256, CodeOf(2).Value])
            Assert.False(IsOnDisk(file, secret), secret);
        Assert.True(IsOnDisk(file, entry.Holder));
        Assert.Equal(2, (await city.Hub.Store.FindSubjectsAsync(subjects, default)).Count);
        Assert.Null(await PlainEntries.FindAsync(city.Hub.Store)); // its officers have all their roles in a scope

        (await city.Hub.Privacy.ErasePersonAsync("e-1", TestCity.Resident.Id, TestCity.Admin)).OrThrow();

        Assert.Empty(await city.Hub.Store.FindSubjectsAsync(subjects, default));
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-2", record, Purpose, Clerk)).Refusal!.Code);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-3", record, "registry", Issuer)).Refusal!.Code);
        Assert.Equal("not-found", (await city.Hub.ExecuteAsync(new CancelCertificate("x-1", First.Identifier.Value,
            "died"), Issuer)).Refusal!.Code);
        Assert.Equal(CertificateState.Valid, Assert.Single(await EntriesAsync(city)).State); // what was decided stays and is about nobody
        var position = await city.Hub.Store.ReadPositionAsync(default);
        Assert.Equal(position.Hash, await city.Hub.Store.ReadJournalAsync(0, default).AggregateAsync(default(Core.Chain.RunningHash),
            Journal.JournalChain.Next));
    }

    /// <summary>Issued, shown twice, redeemed once.</summary>
    private static async Task LiveThroughAsync(TestCity city)
    {
        (await city.Hub.ExecuteAsync(Issue("i-1"), Issuer)).OrThrow();
        (await city.Hub.ExecuteAsync(Show("h-1"), TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(Show("h-2", CodeOf(2)), TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(Redeem("d-1"), Clerk)).OrThrow();
    }

    private static bool IsOnDisk(TempFile file, string text)
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(text);
        return Directory.GetFiles(Path.GetDirectoryName(file.Path)!, Path.GetFileName(file.Path) + "*")
            .Where(path => !path.EndsWith(".lock", StringComparison.Ordinal)).Any(path => Read(path).AsSpan().IndexOf(bytes) >= 0);
    }

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var all = new MemoryStream();
        stream.CopyTo(all);
        return all.ToArray();
    }

    private static async Task<IReadOnlyList<CertificateEntry>> EntriesAsync(TestCity city) =>
        [.. (await city.Hub.Store.QueryAsync(CertificateEntry.Kind.Query(), default)).Rows.OrderBy(entry => entry.Version)];

    private static async Task<string[]> DocumentsAsync(ICityStore store, string kind) =>
        [.. (await store.QueryAsync(new Documents.DocumentQuery(kind) { Limit = 1000 }, default)).Rows.Select(row =>
            $"{row.Id} {Convert.ToBase64String(row.Bytes.Span)}")];
}
