using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests.Cockpit;

/// <summary>The cockpit and its wall: how many boards a page of each has.</summary>
[Collection(BrowserTests.Name)]
public sealed class CockpitPageTests(FullCity full)
{
    [Theory]
    [InlineData("", 16)]
    [InlineData("?period=month&area=370203", 16)]
    [InlineData("?wall=1", 6)]
    [InlineData("?wall=1&page=2", 8)]
    public async Task Cockpit_OfALeader_HasItsBoards(string query, int boards)
    {
        using var leader = await (await full.City).Host.ClientAsync("leader");
        var page = await leader.GetStringAsync($"/desk/cockpit{query}");
        Assert.Equal(boards, page.Split("class=\"cockpit-board\"").Length - 1);
    }
}
