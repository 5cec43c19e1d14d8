using CityKit.Cases.Profiles;

namespace CityKit.Cases.Tests;

public class ProfileCatalogueTests
{
    [Fact]
    public void BuiltIn_HoldsTheKindsOfADistrict() =>
        Assert.Equal(
        [
            "care-visit", "city-management", "governance-matter", "hotline", "police-hand-over", "property-order",
            "reward-snapshot", "street-whistle", "superior-order",
        ], ProfileCatalogue.BuiltIn.All.Select(profile => profile.Id));

    [Fact]
    public void CityManagement_HasTheSevenStagesInOrder()
    {
        Assert.True(ProfileCatalogue.BuiltIn.TryGet("city-management", out var profile));
        Assert.Equal(["信息收集", "案卷建立", "任务派遣", "任务处理", "处理反馈", "核查结案", "综合评价"], profile.Stages.Select(stage => stage.Name.Zh));
    }
}
