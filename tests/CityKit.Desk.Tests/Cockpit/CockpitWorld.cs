using System.Globalization;
using System.Text;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Importing;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Desk.Tests.Support;
using CityKit.Testing;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>
/// Five days of the city: alerts, leads that were nothing, cases that went all the way in time and late, and those that another system
/// knew.
/// </summary>
internal static class CockpitWorld
{
    private const string Garbage = "GB/T 47678.5-2026:matter:06010";
    private static readonly string[] Areas =
        ["370202014901", "370202014902", "370202003001", "370203002005", "370203002006", "370203005001", "370212001001"];
    private static readonly string[] Classes =
        [Garbage, Garbage, "GB/T 47678.5-2026:component:01037", "GB/T 47678.5-2026:matter:06013", "GB/T 47678.5-2026:component:01002"];
    private static readonly string[] Bodies = ["示例排水养护单位", "示例环卫公司", "示例路灯管理处", "示例街道办事处"];
    private static readonly Actor Everybody =
        Actor.Of("centre-1", Bodies[0], Role.Inspector, Role.Acceptor, Role.DutyLeader, Role.Dispatcher,
        Role.CompetentDepartment, Role.DutyOfficer) with { IsEverywhere = true };

    internal static async Task FillAsync(DeskCity city)
    {
        await ImportAsync(city.Hub, city.Host.Time.Now, 140, Areas);
        for (var day = 0; day < 5; day++)
        {
            await AlertsAsync(city, day);
            for (var n = 0; n < 4; n++)
                await CaseAsync(city, $"{day}-{n}", Bodies[(day + n) % Bodies.Length], Duration.FromMinutes(n == 2 && day > 1 ? 300 : 20));
            await city.LaterAsync(Duration.FromHours(20));
        }
        await city.CoverAsync();
        await city.HeartbeatAsync();
    }

    /// <summary>Open cases that another system knew.</summary>
    internal static async Task ImportAsync(CityHub hub, Instant now, int count, string[] areas)
    {
        var lines = string.Join('\n', Enumerable.Range(0, count).Select(n => Line(n, now, areas)));
        var report = await hub.ImportItemsAsync("world", new MemoryStream(Encoding.UTF8.GetBytes(lines)), DeskCity.People["admin"]);
        Assert.Equal(count, report.Imported);
    }

    private static string Line(int n, Instant now, string[] areas) => string.Create(CultureInfo.InvariantCulture, $$"""
        {"id": "c-{{n}}", "profile": "city-management", "state": "handling", "reportedAt": "{{InstantPattern.ExtendedIso.Format(now - Duration.FromMinutes(10 + n % 5000))}}", "class": "{{Classes[n * 7 % Classes.Length]}}", "limit": "{{1 + n % 40}} work hours", "assignee": {"body": "{{Bodies[n % Bodies.Length]}}"}, "place": {"longitude": {{120.3 + n % 97 * 0.0002}}, "latitude": 36.05, "grid": "{{areas[n * n % areas.Length]}}{{n % 9 + 1:d3}}"}, "title": {"zh": "暴露垃圾", "en": "Exposed garbage"} }
        """);

    private static async Task AlertsAsync(DeskCity city, int day)
    {
        for (var n = 0; n <= day % 3; n++)
        {
            await city.FallAsync();
            await city.LaterAsync(Duration.FromMinutes(20));
        }
        await city.CabinetAsync();
        await city.LaterAsync(Duration.FromMinutes(5));
        await city.CabinetAsync(isOpen: false);
        await city.BlindAsync(Duration.FromMinutes(3 + 7 * day));
        if (day == 4) await city.ConfirmAsync();
        else await DoAsync(city, new DismissLead($"d-{day}", LeadId.Parse((await city.LeadsAsync())[0].Id), "飞鸟"));
    }

    private static async Task CaseAsync(DeskCity city, string id, string body, Duration handling)
    {
        var (key, condition) = id[^1] % 2 == 0 ? (Garbage, "garbage") : ("GB/T 47678.5-2026:matter:06013", "road");
        var report = new FileReport($"r-{id}", "city-management", ClassKey.Parse(key),
            GeoPoint.FromDegrees(120.4108 + id[^1] % 3 * 0.0012, 36.0625), null, null);
        var item = (await DoAsync(city, report)).Item!.Id;
        await StepAsync(new WorkCommand("accept") { Reason = "-" });
        await StepAsync(new WorkCommand("file") { Condition = condition });
        var (filed, _) = (await city.Hub.FindItemAsync(item, Everybody))!.Value;
        if (filed.Assignee is { } by) body = by.Body; // by the dispatch table
        else await StepAsync(new WorkCommand("dispatch") { Assignee = new Assignee(body) });
        await city.LaterAsync(handling);
        await StepAsync(new WorkCommand("feedback") { Photo = "photo/1" });
        await StepAsync(new WorkCommand("check"));
        await StepAsync(new WorkCommand("pass-check") { Photo = "photo/2" });
        await StepAsync(new WorkCommand("close"));

        Task StepAsync(WorkCommand step) => DoAsync(city, new StepItem($"{step.Name}-{id}", item, step), Everybody with { Body = body });
    }

    private static async Task<CommandAnswer> DoAsync(DeskCity city, HubCommand command, Actor? by = null) =>
        (await city.Hub.ExecuteAsync(command, by ?? Everybody)).OrThrow();
}
