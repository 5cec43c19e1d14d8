using System.Text;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core.Calendar;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Sqlite;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>A deadline in a year without a published calendar is provisional, and is reckoned again when the hub starts with one.</summary>
public sealed class CalendarTests
{
    private static readonly Instant NewYearsEve = Instant.FromUtc(2026, 12, 31, 9, 0); // 17:00 in Qingdao

    private static readonly WorkPolicy Policy = PolicyReader.Read("""
        {"schema": 1, "label": "Invented for tests, in force nowhere.",
         "stageLimits": [{"profile": "property-order", "stage": "receive", "limit": "4 work hours"}]}
        """u8.ToArray(), out _)!;

    [Fact]
    public async Task Start_WithTheMissingYear_ReckonsProvisionalDeadlinesAgain()
    {
        using var file = new TempFile();
        var provisional = await OpenOrderAsync(file.Path);
        Assert.True(provisional.Provisional);

        var known = WorkCalendar.BuiltIn.With(CalendarYear.Read(Encoding.UTF8.GetBytes("""
            {"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]}
            """), out _)!);
        await using var later = await TestCity.StartAsync(new SqliteCityStore(file.Path), Setup(known), new ManualTimeProvider(NewYearsEve));
        var order = Assert.Single(await later.ItemsAsync());
        Assert.False(order.Deadline!.Value.Provisional);
        Assert.True(order.Deadline.Value.At > provisional.At, $"{order.Deadline.Value.At} after {provisional.At}");
        Assert.Equal("recompute", order.History[^1].Command);
        Assert.Equal(JournalKind.Recompute, (await later.JournalAsync())[^1].Kind);
    }

    private static async Task<Deadline> OpenOrderAsync(string path)
    {
        await using var city = await TestCity.StartAsync(new SqliteCityStore(path), Setup(WorkCalendar.BuiltIn), new ManualTimeProvider(NewYearsEve));
        var device = await city.AdmitAsync("pi-1");
        await city.SyncAsync(device, device.Detection(NewYearsEve));
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", (await city.LeadsAsync())[0].Id), TestCity.Officer)).OrThrow();
        return Assert.Single(await city.ItemsAsync()).Deadline!.Value;
    }

    private static HubSetup Setup(WorkCalendar calendar) => TestCity.NewSetup() with { Work = new WorkEngine(ProfileCatalogue.BuiltIn, Policy, calendar) };
}
