using CityKit.Cases;
using CityKit.Core;
using CityKit.Testing;
using Microsoft.Extensions.DependencyInjection;
using MyCity.Gates;
using NodaTime;

namespace CityKit.Docs.Tests;

/// <summary>The state by key of docs/modules.md counts as the page says.</summary>
public sealed class GatesTests
{
    [Fact]
    public async Task Tap_MoreThanAHundredTimesADay_IsRefusedUntilTheNext()
    {
        var time = FakeTime.At(Instant.FromUtc(2026, 3, 2, 1, 0));
        await using var services = new ServiceCollection().AddSingleton<TimeProvider>(time)
            .AddCityKit(city => city.UseInMemory().AddModule(new GatesModule())).BuildServiceProvider();
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        for (var n = 0; n < 100; n++) Assert.Null(await TapAsync(hub, $"t-{n}", "card-1"));
        Assert.Equal("too-often", (await TapAsync(hub, "t-100", "card-1"))!.Code);
        Assert.Null(await TapAsync(hub, "t-101", "card-2"));
        time.Advance(Duration.FromDays(1));
        Assert.Null(await TapAsync(hub, "t-102", "card-1"));
    }

    private static async Task<Refusal?> TapAsync(CityHub hub, string id, string card) =>
        (await hub.ExecuteAsync(new Tap(id, card), Actor.Of("gate-1", "", Role.System))).Refusal;
}
