using System.Text;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Testing.Scenarios;
using MyCity.Notices;
using NodaTime;

namespace CityKit.Docs.Tests;

/// <summary>The module of docs/modules.md does what the page says.</summary>
public sealed class NoticesTests
{
    private static readonly Actor Manager = Actor.Of("manager-1", "", Role.PropertyManager);
    private static readonly Dictionary<string, string> HaitangGarden = new() { ["compound"] = "Haitang Garden" };
    private static readonly Instant Morning = Instant.FromUtc(2026, 3, 2, 1, 0);

    [Fact]
    public async Task Notice_WhenItsTimeIsOver_IsTakenDownOnce()
    {
        await using var city = await StartAsync();
        var post = new PostNotice("n-1", "Haitang Garden", "No water on Tuesday", Morning + Duration.FromDays(1));
        (await city.Hub.ExecuteAsync(post, Manager)).OrThrow();
        (await city.Hub.ExecuteAsync(post, Manager)).OrThrow(); // sent again: carried out once
        Assert.Equal("command-id-reused", (await city.Hub.ExecuteAsync(post with { Text = "No power" }, Manager)).Refusal!.Code);
        Assert.Contains("No water on Tuesday", Assert.Single(await BoardAsync(city.Hub)), StringComparison.Ordinal);

        await city.PassAsync(Duration.FromDays(2));
        Assert.Empty(await BoardAsync(city.Hub));
        Assert.Single(await city.Hub.Store.ReadNotificationsAsync(0, 50, default), told => told.Audience == Manager.Id);
    }

    [Fact]
    public async Task Post_OnAFullBoard_IsRefusedAndChangesNothing()
    {
        await using var city = await StartAsync();
        var posts = Enumerable.Range(0, 21)
            .Select(n => new PostNotice($"n-{n}", "Haitang Garden", "Hello", Morning + Duration.FromDays(1)));
        var answers = await Task.WhenAll(posts.Select(post => city.Hub.ExecuteAsync(post, Manager).AsTask())); // some of them in one group
        Assert.Equal("board-full", Assert.Single(answers, a => a.Refusal is not null).Refusal!.Code);
        Assert.Equal(20, (await BoardAsync(city.Hub)).Count);
    }

    [Fact]
    public async Task Board_ForSomebodyElse_MayBeReadAndNotPostedOn()
    {
        await using var city = await StartAsync();
        var resident = Actor.Of("resident-1", "", Role.Resident);
        var post = new PostNotice("n-1", "Haitang Garden", "For sale", Morning);
        Assert.Equal("wrong-role", (await city.Hub.ExecuteAsync(post, resident)).Refusal!.Code);
        Assert.Null((await city.Hub.QueryAsync("notices/board", HaitangGarden, resident)).Refusal);
    }

    private static Task<CityScenario> StartAsync() => CityScenario.StartAsync(city => city.AddModule(new NoticesModule()), Morning);

    private static async Task<IReadOnlyList<string>> BoardAsync(CityHub hub)
    {
        var answer = await hub.QueryAsync("notices/board", HaitangGarden, Manager);
        return [.. answer.Rows.Select(row => Encoding.UTF8.GetString(row.Span))];
    }
}
