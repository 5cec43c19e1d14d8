using System.Text;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Setup;
using CityKit.Sqlite;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// A deadline that a notice still to come may change is provisional; a notice that came or was amended moves every open item at the next
/// start.
/// </summary>
public sealed class CalendarTests
{
    private static readonly Instant NewYearsEve = Instant.FromUtc(2026, 12, 31, 9, 0); // 17:00 in Qingdao

    private static readonly WorkPolicy Policy = PolicyReader.Read("""
        {"schema": 1, "label": "Invented for tests, in force nowhere.",
         "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "4 work hours"}]}
        """u8.ToArray(), out _)!;

    [Fact]
    public async Task Start_WithTheMissingYear_CalculatesProvisionalDeadlinesAgain()
    {
        using var file = new TempFile();
        var provisional = await OpenOrderAsync(file.Path);
        Assert.True(provisional.Provisional);

        var known = WorkCalendar.BuiltIn.With(CalendarYear.Read(Encoding.UTF8.GetBytes("""
            {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
            """), out _)!);
        await using var later = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup(known), FakeTime.At(NewYearsEve));
        var order = Assert.Single(await later.ItemsAsync());
        Assert.False(order.Deadline!.Value.Provisional);
        Assert.True(order.Deadline.Value.At > provisional.At, $"{order.Deadline.Value.At} after {provisional.At}");
        Assert.Equal("recompute", (await later.HistoryAsync(order))[^1].Command);
        Assert.Equal(JournalKind.Configuration, (await later.JournalAsync())[^1].Kind);
    }

    [Fact]
    public async Task Start_WithAnAmendedNotice_MovesASettledDeadlineOnceAndReplaysTheSame()
    {
        using var file = new TempFile();
        var friday = Instant.FromUtc(2026, 11, 20, 9, 0); // Friday 17:00 in Qingdao: four hours end on Monday at 11:00
        var settled = await OpenOrderAsync(file.Path, friday);
        Assert.Equal((Instant.FromUtc(2026, 11, 23, 3, 0), false), (settled.At, settled.Provisional));

        var amended = WorkCalendar.BuiltIn.With(CalendarYear.Read(Encoding.UTF8.GetBytes("""
            {"year": 2026, "days": [{"name": "虚构", "date": "2026-11-23", "isOffDay": true}]}
            """), out _)!);
        for (var start = 1; start <= 2; start++)
        {
            await using var later = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup(amended), FakeTime.At(friday));
            var order = Assert.Single(await later.ItemsAsync());
            Assert.Equal(Instant.FromUtc(2026, 11, 24, 3, 0), order.Deadline!.Value.At);
            Assert.Equal("receive: 2026-11-23 11:00 → 2026-11-24 11:00",
                Assert.Single(await later.HistoryAsync(order), e => e.Command == "recompute").Reason);
            var replayed = await JournalReplay.RunAsync(Setup(amended), later.Hub.Store.ReadJournalAsync(0, default));
            Assert.Equal(await later.ExportAsync(), await TestCity.ExportAsync(replayed));
        }
    }

    /// <summary>The version before kept rules and sensors alone as configuration, and a Recompute of its own.</summary>
    [Fact]
    public async Task Start_OnAJournalWithoutACalendar_OpensAndReplays()
    {
        var setup = Setup(WorkCalendar.BuiltIn);
        var store = await OldJournal.StoreOf(
            OldJournal.Configuration(1, NewYearsEve, setup.Configuration.Rules, setup.Configuration.Sensors),
            new JournalEntry(2, NewYearsEve, JournalKind.Recompute, "", default));
        await using var city = await TestCity.StartAsync(store, setup, FakeTime.At(NewYearsEve));
        Assert.Equal([JournalKind.Configuration, JournalKind.Recompute, JournalKind.Configuration], (await city.JournalAsync())
            .Select(e => e.Kind));
        await JournalReplay.RunAsync(setup, city.Hub.Store.ReadJournalAsync(0, default));
    }

    private static async Task<Deadline> OpenOrderAsync(string path, Instant? at = null)
    {
        var now = at ?? NewYearsEve;
        await using var city = await TestCity.StartAsync(new SqliteCityStore(path), Setup(WorkCalendar.BuiltIn), FakeTime.At(now));
        var device = await city.AdmitAsync("pi-1");
        await city.SyncAsync(device, device.Detection(now));
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer)).OrThrow();
        return Assert.Single(await city.ItemsAsync()).Deadline!.Value;
    }

    private static HubSetup Setup(WorkCalendar calendar) =>
        TestCity.NewSetup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, Policy, calendar) };
}
