using CityKit.Desk.Tests.Support;

namespace CityKit.Desk.Tests;

/// <summary>The city of these tests is one.</summary>
public sealed class CityTests
{
    [Fact]
    public async Task City_OfTheTests_OpensACaseOfAFall()
    {
        await using var city = await DeskCity.StartAsync();
        await city.FallAsync();
        Assert.Equal("fall-camera", Assert.Single(await city.LeadsAsync()).Rule);
        Assert.Equal("property-order", (await city.ConfirmAsync()).Profile.ToString());
    }
}
