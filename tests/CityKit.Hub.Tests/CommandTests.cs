using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Storage;
using CityKit.Testing;
using CityKit.Testing.Devices;
using NodaTime;

namespace CityKit.Hub.Tests;

public sealed class CommandTests
{
    private static readonly GeoPoint Somewhere = GeoPoint.FromDegrees(120.415, 36.065);

    [Fact]
    public async Task SameId_IsCarriedOutOnceAndAnsweredTheSame()
    {
        await using var city = await TestCity.StartAsync();
        var first = (await city.Hub.ReportAsync(Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        var again = (await city.Hub.ReportAsync(Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal(first.Item!.Id, again.Item!.Id);
        Assert.Single(await city.ItemsAsync());
        Assert.Single(await city.JournalAsync(), e => e.Kind == JournalKind.Command);
    }

    [Fact]
    public async Task SameId_ManyAtOnce_IsCarriedOutOnce()
    {
        await using var city = await TestCity.StartAsync();
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 40)
            .Select(_ => Task.Run(async () => await city.Hub.ReportAsync(Report("r-1"), "a hole", TestCity.Resident))));
        Assert.All(answers, answer => Assert.Null(answer.Refusal));
        Assert.Single(await city.ItemsAsync());
    }

    [Fact]
    public async Task SameId_WithOtherContent_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        (await city.Hub.ReportAsync(Report("r-1"), "a hole", TestCity.Resident)).OrThrow();
        Assert.Equal("command-id-reused", (await city.Hub.ReportAsync(Report("r-1"), "another hole", TestCity.Resident)).Refusal!.Code);
        Assert.Equal("command-id-reused", (await city.Hub.ExecuteAsync(Report("r-1"), TestCity.Resident)).Refusal!.Code);
        Assert.Single(await city.ItemsAsync());
    }

    [Fact]
    public async Task Refused_IsNotJournalledAndMayBeAskedAgain()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var before = (await city.JournalAsync()).Count;
        var lead = (await city.LeadsAsync())[0].Id;
        Assert.NotNull((await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead), TestCity.Resident)).Refusal);
        Assert.Equal("not-found",
            (await city.Hub.ExecuteAsync(new ConfirmLead("c-2", LeadId.FromCause("none")), TestCity.Officer)).Refusal!.Code);
        Assert.Equal("bad-id", (await city.Hub.ExecuteAsync(new ConfirmLead("not an id", lead), TestCity.Officer)).Refusal!.Code);
        Assert.Equal(before, (await city.JournalAsync()).Count);
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead), TestCity.Officer)).OrThrow();
        Assert.Equal(Enumerable.Range(1, before + 1).Select(n => (long)n), (await city.JournalAsync()).Select(e => e.Number));
    }

    [Fact]
    public async Task Repeat_OfADecision_GivesLeadAndItemAgain()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, device.Detection(TestCity.Start));
        var confirm = new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id);
        var first = (await city.Hub.ExecuteAsync(confirm, TestCity.Officer)).OrThrow();
        var again = (await city.Hub.ExecuteAsync(confirm, TestCity.Officer)).OrThrow();
        Assert.Equal((first.Item!.Id, LeadState.Confirmed), (again.Item!.Id, again.Lead!.State));
    }

    [Fact]
    public async Task Admit_ByAnyoneElse_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        using var key = Core.Signing.DeviceKey.Create();
        var answer = await city.Hub.ExecuteAsync(new AdmitDevice("a-1", DeviceId.Parse("pi-1"), key.Public), TestCity.Officer);
        Assert.Equal(("wrong-role", "Administrator"), (answer.Refusal!.Code, answer.Refusal.Allowed[0]));
        Assert.Empty(city.Hub.Devices);
    }

    [Fact]
    public async Task Report_TextStaysOutOfTheJournalAndTheExport()
    {
        await using var city = await TestCity.StartAsync();
        (await city.Hub.ReportAsync(Report("r-1"), "Mrs Example on floor 3", TestCity.Resident)).OrThrow();
        Assert.DoesNotContain(
            await city.JournalAsync(), e => System.Text.Encoding.UTF8.GetString(e.Payload.Span)
            .Contains("Example", StringComparison.Ordinal));
        Assert.DoesNotContain("Example", await city.ExportAsync(), StringComparison.Ordinal);
        var own = await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident);
        Assert.Contains(own.Records, record => record.Data.Text == "Mrs Example on floor 3");
    }

    [Fact]
    public async Task Report_OutsideEveryGrid_IsProvisional()
    {
        await using var city = await TestCity.StartAsync();
        (await city.Hub.ExecuteAsync(Report("r-1") with { Place = GeoPoint.FromDegrees(100, 30) }, TestCity.Resident)).OrThrow();
        Assert.Equal("provisional", Assert.Single(await city.FindingsAsync()).Code);
    }

    [Fact]
    public async Task Unstarted_IsBusyNotBroken()
    {
        await using var hub = new CityHub(TestCity.NewSetup(), new InMemoryCityStore(), FakeTime.At(TestCity.Start));
        await Assert.ThrowsAsync<IOException>(async () => await hub.ExecuteAsync(Report("r-1"), TestCity.Resident));
    }

    [Fact]
    public async Task ManyThreads_LoseAndDoubleNothing()
    {
        await using var city =
            await TestCity.StartAsync(setup: TestCity.NewSetup(options: new HubOptions { CommitInputs = 7, SnapshotEvery = 10 }));
        const int Devices = 4, Batches = 25;
        city.Time.Advance(Duration.FromMinutes(1));
        var devices = new List<VirtualDevice>();
        for (var i = 0; i < Devices; i++) devices.Add(await city.AdmitAsync($"d-{i}"));
        var sending = devices.Select(device => Task.Run(async () =>
        {
            for (var i = 0; i < Batches; i++) await city.SyncAsync(device, device.Heartbeat(TestCity.Start + Duration.FromSeconds(i)));
        }));
        var reporting = Enumerable.Range(0, 60)
            .Select(i => Task.Run(
            async () => (await city.Hub.ReportAsync(Report($"r-{i % 30}"), $"text {i % 30}", TestCity.Resident)).OrThrow()));
        await Task.WhenAll([.. sending, .. reporting]);
        Assert.All(city.Hub.Devices, device => Assert.Equal(((long)Batches, (long)Batches), (device.Reading.Sequence, device.Accepted)));
        Assert.Equal(30, (await city.ItemsAsync()).Count);
        Assert.Equal(30, (await city.ItemsAsync()).Select(i => i.Number).Distinct().Count());
        Assert.Equal(1 + Devices + Devices * Batches + 30, (await city.JournalAsync()).Count);
    }

    internal static FileReport Report(string id) =>
        new(id, "city-management", ClassKey.Parse("GB/T 47678.5-2026:matter:06010"), Somewhere, null, null);
}
