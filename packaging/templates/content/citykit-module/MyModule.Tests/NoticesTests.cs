using CityKit;
using CityKit.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace MyModule.Tests;

public sealed class NoticesTests
{
    private static readonly Actor Manager = Actor.Of("manager-1", "", Role.PropertyManager);
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 1, 0);

    [Fact]
    public async Task Notice_WhenItsTimeIsOver_IsTakenDown()
    {
        var time = new FakeTimeProvider(Morning.ToDateTimeOffset());
        await using var services = HubAt(time);
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        var post = new PostNotice("n-1", "haitang-garden", "No water on Tuesday", Morning + Duration.FromDays(1));
        (await hub.ExecuteAsync(post, Manager)).OrThrow();
        Assert.Equal(1, await BoardAsync(hub));
        time.Advance(TimeSpan.FromDays(2));
        await hub.TickAsync();
        Assert.Equal(0, await BoardAsync(hub));
    }

    [Fact]
    public async Task Post_UntilYesterday_IsRefusedWithTheReason()
    {
        await using var services = HubAt(new FakeTimeProvider(Morning.ToDateTimeOffset()));
        var hub = services.GetRequiredService<CityHub>();
        await hub.StartAsync();
        var answer = await hub.ExecuteAsync(new PostNotice("n-1", "haitang-garden", "Late", Morning - Duration.FromDays(1)), Manager);
        Assert.Equal("bad-until", answer.Refusal!.Code);
    }

    private static ServiceProvider HubAt(TimeProvider time) => new ServiceCollection().AddSingleton(time)
        .AddCityKit(city => city.UseInMemory().AddModule(new NoticesModule())).BuildServiceProvider();

    private static async Task<int> BoardAsync(CityHub hub)
    {
        var board = new Dictionary<string, string> { ["compound"] = "haitang-garden" };
        return (await hub.QueryAsync("notices/board", board, Manager)).Rows.Count;
    }
}
