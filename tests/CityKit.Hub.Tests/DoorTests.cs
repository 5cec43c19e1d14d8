using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Components;
using CityKit.Core;
using CityKit.Feeds;
using CityKit.Hub.Tests.Support;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Sensors.Register;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>
/// What an embedder passes in is checked before the writer sees it, and nothing refused makes the hub read its store again (issue 8,
/// numbers 21 and 22).
/// </summary>
public sealed class DoorTests
{
    private static readonly SensorName Gas = SensorName.Parse("g-1");
    private static readonly DeviceId Feed = DeviceId.Parse("gas-co");
    private static readonly ClassKey Class = ClassKey.Parse("GB/T 47678.5-2026:matter:06010");

    public static TheoryData<string> ImpossibleCommands => [.. Commands.Keys];

    private static Dictionary<string, HubCommand> Commands { get; } = new()
    {
        ["no device"] = new AdmitDevice("c-1", default, null!),
        ["no reason"] = new DismissLead("c-1", default, null!),
        ["no step"] = new StepItem("c-1", default, null!),
        ["no class"] = new FileReport("c-1", "city-management", default, GeoPoint.FromDegrees(120.4, 36.06), null, null),
        ["no profile"] = new FileReport("c-1", null!, Class, default, null, null),
        ["no bundle"] = new PublishBundle("c-1", null!),
        ["a type of one's own"] = new UnheardOf("c-1"),
    };

    [Theory]
    [MemberData(nameof(ImpossibleCommands))]
    public async Task Execute_WhatCannotBeKept_IsTheCallersBugAndReadsNothingAgain(string what)
    {
        var store = new CountingStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store);
        await Assert.ThrowsAsync<ArgumentException>(() => city.Hub.ExecuteAsync(Commands[what], TestCity.Admin).AsTask());
        (await city.Hub.ExecuteAsync(new AdmitDevice("a-1", DeviceId.Parse("pi-1"), TestCity.NewDevice("pi-1").Key.Public), TestCity.Admin))
            .OrThrow();
        Assert.Equal(1, store.Openings);
    }

    [Fact]
    public async Task Accept_RowsThatCannotBeKept_AreTheCallersBug()
    {
        await using var city = await TestCity.StartAsync();
        FeedBatch[] impossible =
        [
            new(default, "b-1", [Row(TestCity.Start)]),
            new(Feed, "b-1", null!),
            new(Feed, "b-1", [null!]),
            new(Feed, "b-1", [Row(TestCity.Start) with { Register = default }]),
            new(Feed, "b-1", [Row(TestCity.Start) with { Shown = default }]),
        ];
        foreach (var batch in impossible) await Assert.ThrowsAsync<ArgumentException>(() => city.Hub.AcceptAsync(batch).AsTask());
    }

    [Fact]
    public async Task Accept_TimeOutsideTheCalendar_IsRefusedWithTheRow()
    {
        var store = new CountingStore(new InMemoryCityStore());
        await using var city = await TestCity.StartAsync(store);
        foreach (var time in new[] { Instant.MaxValue, Instant.MinValue, Instant.FromUtc(9999, 1, 1, 0, 0),
            Instant.FromUtc(2200, 1, 1, 0, 0) })
        {
            var answer = await city.Hub.AcceptAsync(new FeedBatch(Feed, "b-1", [Row(TestCity.Start), Row(time)]));
            Assert.Equal("bad-time", answer.Refusal!.Code);
            Assert.Contains("Row 2", answer.Refusal.Message.En, StringComparison.Ordinal);
        }
        Assert.Null((await city.Hub.AcceptAsync(new FeedBatch(Feed, "b-1", [Row(TestCity.Start)]))).Refusal);
        Assert.Equal(1, store.Openings);
    }

    [Fact]
    public async Task Execute_ActorWithoutAnId_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        foreach (var id in new[] { "", new string('x', 129) })
            Assert.Equal("bad-actor",
                (await city.Hub.ExecuteAsync(
                new ConfirmLead("c-1", LeadId.Parse(new string('0', 32))), Actor.Of(id, "", Role.DutyOfficer))).Refusal!.Code);
    }

    [Fact]
    public async Task Report_TextTooLong_IsRefused()
    {
        await using var city = await TestCity.StartAsync();
        var report = new FileReport("r-1", "city-management", Class, GeoPoint.FromDegrees(120.411, 36.061), null, null);
        Assert.Equal("too-large", (await city.Hub.ReportAsync(report, new string('字', 2001), TestCity.Resident)).Refusal!.Code);
    }

    [Fact]
    public async Task CommandId_OfOneActor_BlocksNoOther()
    {
        await using var city = await TestCity.StartAsync();
        var report = new FileReport("admit-pi-1", "city-management", Class, GeoPoint.FromDegrees(120.411, 36.061), null, null);
        (await city.Hub.ReportAsync(report, "first", TestCity.Resident)).OrThrow();
        (await city.Hub.ExecuteAsync(
            new AdmitDevice("admit-pi-1", DeviceId.Parse("pi-1"), TestCity.NewDevice("pi-1").Key.Public), TestCity.Admin)).OrThrow();
        (await city.Hub.ReportAsync(report, "another resident's", Actor.Of("resident-2", "", Role.Resident))).OrThrow();
        Assert.Equal(2, (await city.ItemsAsync()).Count);
    }

    private static RegisterReading Row(Instant readAt) => new(Gas, new Amount(1, "m3"), readAt, readAt);

    private sealed record UnheardOf(string CommandId) : HubCommand(CommandId);

    private sealed class CountingStore(ICityStore inner) : PassingStore(inner)
    {
        internal int Openings { get; private set; }

        public override ValueTask<StorePosition> ReadPositionAsync(CancellationToken cancellationToken)
        {
            Openings++;
            return base.ReadPositionAsync(cancellationToken);
        }
    }
}
