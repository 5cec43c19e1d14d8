using CityKit.Cases;
using CityKit.Cases.Rewards;
using CityKit.Hosting;
using CityKit.Rewards;
using CityKit.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace CityKit.Docs.Tests.Pages;

internal static class RewardPages
{
    internal static void Host(IServiceCollection services)
    {
        services.AddCityKit(city => city.UseSqlite("city.db").AddRewards());
    }

    internal static async Task PutAsync(CityHub hub, Actor administrator)
    {
        await hub.ExecuteAsync(new PutRewardRules("rules-2026-1", File.ReadAllText("rewards.json")), administrator);
    }

    internal static void WhatIf(RewardRules rules, IEnumerable<RewardReport> lastYear)
    {
        var book = new RewardBook();
        foreach (var report in lastYear) // in their order
        {
            var desk = new RewardDesk(book, report.At);
            desk.Follow(desk.Report(report, rules), RewardStanding.Verified);
        }
        foreach (var month in book.Totals.Where(total => total.Id.StartsWith("everyone/", StringComparison.Ordinal)))
            Console.WriteLine($"{month.Id}: {month.Reports} reports, {month.Rewards} rewards, {month.Fen / 100m} yuan");
    }
}
