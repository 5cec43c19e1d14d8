using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Storage;
using CityKit.Testing;
using NodaTime;

namespace CityKit.Hub.Tests.Support;

/// <summary>A city whose cases went wherever chance took them; the same seed gives the same.</summary>
internal static class ChanceCity
{
    private static readonly string[] Classes = ["GB/T 47678.5-2026:matter:06010", "GB/T 47678.5-2026:component:01037"];

    internal static readonly Actor Everybody = Actor.Of("centre-1", "office a", Role.Inspector, Role.Acceptor, Role.DutyLeader,
        Role.Dispatcher, Role.CompetentDepartment, Role.Oversight) with { IsEverywhere = true };

    /// <summary>A week of reports and whatever steps chance takes; most are refused, some cases go all the way.</summary>
    internal static async Task<TestCity> StartAsync(ICityStore store, int seed)
    {
        var city = await TestCity.StartAsync(store);
        (await city.Hub.ExecuteAsync(new PutPolicy("p-1", Policy), TestCity.Admin)).OrThrow();
        var chance = new Random(seed);
        var ids = new List<WorkItemId>();
        for (var i = 0; i < 60; i++)
        {
            city.Time.Advance(Duration.FromMinutes(chance.Next(200)));
            var report = new FileReport($"r-{i}", "city-management", ClassKey.Parse(Classes[chance.Next(2)]),
                GeoPoint.FromDegrees(120.405 + (chance.Next(4) * 0.01), 36.065), null, null);
            ids.Add((await city.Hub.ExecuteAsync(report, Everybody)).OrThrow().Item!.Id);
            for (var step = 0; step < 16; step++)
                await StepAsync(city, ids[chance.Next(ids.Count)], chance, $"s-{i}-{step}");
        }
        return city;
    }

    /// <summary>What leads a case nowhere, or needs more than a step of chance carries.</summary>
    private static readonly string[] Aside =
        ["urge", "oversee", "classify", "reply", "hand-over", "co-handle", "co-decline", "send-crew", "split", "merge", "self-handle",
            "refute"];

    private static async Task StepAsync(TestCity city, WorkItemId id, Random chance, string commandId)
    {
        var found = (await city.Hub.FindItemAsync(id, Everybody))!.Value;
        string[] allowed = [.. found.View.Allowed(found.Item)
            .Where(name => !Aside.Contains(name) && (name is not ("void" or "force-close") || chance.Next(10) == 0))];
        if (allowed.Length == 0) return;
        await city.Hub.ExecuteAsync(new StepItem(commandId, id, new WorkCommand(allowed[chance.Next(allowed.Length)])
        {
            Reason = "because", Reply = "so it is", Photo = "photo/1", Assignee =
                new Assignee(chance.Next(2) == 0 ? "office a" : "office b"),
            Condition = found.Item.Class?.ToString() == Classes[0] ? "litter" : "lamp",
        }), chance.Next(2) == 0 ? Everybody : Everybody with { Body = "office b" });
    }

    internal const string Policy = """
        {"schema": 1, "stageLimits": [{"profile": "city-management", "stage": "collect", "limit": "4 work hours"},
           {"profile": "city-management", "stage": "establish", "limit": "2 work hours"}, {"profile": "city-management", "stage": "dispatch", "limit": "1 work hours"},
           {"profile": "city-management", "stage": "check", "limit": "4 work hours"}],
         "conditions": [
           {"id": "litter", "class": "GB/T 47678.5-2026:matter:06010", "condition": {"zh": "散落垃圾", "en": "litter"}, "limit": "4 work hours", "close": {"zh": "清理", "en": "cleaned"}},
           {"id": "lamp", "class": "GB/T 47678.5-2026:component:01037", "condition": {"zh": "灯灭", "en": "dark"}, "limit": "2 work days", "close": {"zh": "修复", "en": "mended"}}]}
        """;
}
