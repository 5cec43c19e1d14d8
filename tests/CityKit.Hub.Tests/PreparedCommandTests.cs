using System.Text;
using CityKit.Cases;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Hub.Tests;

/// <summary>
/// What has to be looked at outside of the hub is looked at before the journal, and what a person says of themselves is theirs.
/// </summary>
public sealed class PreparedCommandTests
{
    private static readonly Actor Clerk = Actor.Of("clerk-1", "counter", Role.CompetentDepartment);

    [Fact]
    public async Task Execute_OfAPreparedCommand_JournalsWhatWasFoundAndNotThePaper()
    {
        var (city, module) = await StartAsync();
        await using var _ = city;
        (await city.Hub.ExecuteAsync(new BringPaper("b-1", "marriage of 1999"), TestCity.Resident)).OrThrow();
        var entry = Encoding.UTF8.GetString((await city.JournalAsync())[^1].Payload.Span);
        Assert.Contains("\"isGenuine\":true", entry, StringComparison.Ordinal);
        Assert.DoesNotContain("of 1999", entry, StringComparison.Ordinal);
        Assert.True((await BroughtAsync(city)).IsGenuine);
        var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Single(await replayed.ReadAsync(CounterModule.Kind.Query()).ToListAsync());
        Assert.Equal(1, module.Looks); // a replay asks nobody
    }

    [Fact]
    public async Task Execute_WhatIsRefusedAtTheDoor_LeavesNothing()
    {
        var (city, module) = await StartAsync();
        await using var _ = city;
        var before = (await city.JournalAsync()).Count;
        Assert.Equal("forged", (await city.Hub.ExecuteAsync(new BringPaper("b-1", "forged"), TestCity.Resident)).Refusal!.Code);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(new BringPaper("b-2", "x"), TestCity.Officer)).Refusal!.Code);
        Assert.Equal((before, 1), ((await city.JournalAsync()).Count, module.Looks)); // who may not, is not looked at
    }

    [Fact]
    public async Task Execute_OfTheSameAgain_IsAnsweredAndNotLookedAtAgain()
    {
        var (city, module) = await StartAsync();
        await using var _ = city;
        (await city.Hub.ExecuteAsync(new BringPaper("b-1", "marriage of 1999"), TestCity.Resident)).OrThrow();
        var entries = (await city.JournalAsync()).Count;
        (await city.Hub.ExecuteAsync(new BringPaper("b-1", "marriage of 1999"), TestCity.Resident)).OrThrow();
        Assert.Equal((entries, 1), ((await city.JournalAsync()).Count, module.Looks));
        var other = await city.Hub.ExecuteAsync(new BringPaper("b-1", "marriage of 1999", Shelf: "2"), TestCity.Resident);
        Assert.Equal("command-id-reused", other.Refusal!.Code);
    }

    [Fact]
    public async Task Text_ThatIsThePersonsOwn_IsReadByThemAndWhomTheModuleNamesAndGoesWithThem()
    {
        var (city, _) = await StartAsync();
        await using var __ = city;
        (await city.Hub.ExecuteAsync(new BringPaper("b-1", "marriage of 1999"), TestCity.Resident)).OrThrow();
        var record = PersonalText.RecordOf((await BroughtAsync(city)).Paper)!;
        Assert.Contains((await city.Hub.Privacy.OpenOwnAsync("o-1", TestCity.Resident)).Records, r => r.Data.Text == "marriage of 1999");
        Assert.Equal("marriage of 1999",
            Assert.Single((await city.Hub.Privacy.OpenRecordAsync("o-2", record, "handling", Clerk)).Records).Data.Text);
        Assert.Equal("not-found", (await city.Hub.Privacy.OpenRecordAsync("o-3", record, "curiosity", TestCity.Officer)).Refusal!.Code);
        (await city.Hub.Privacy.ErasePersonAsync("e-1", "resident-1", TestCity.Resident)).OrThrow();
        Assert.NotNull((await city.Hub.Privacy.OpenRecordAsync("o-4", record, "handling", Clerk)).Refusal);
    }

    private static async Task<(TestCity City, CounterModule Module)> StartAsync()
    {
        var module = new CounterModule();
        return (await TestCity.StartAsync(setup: TestCity.NewSetup() with { Modules = [module] }), module);
    }

    private static async Task<Brought> BroughtAsync(TestCity city) =>
        Assert.Single(await city.Hub.Store.ReadAsync(CounterModule.Kind.Query()).ToListAsync());
}
