using CityKit.Desk.Duty;

namespace CityKit.Desk.Tests.Duty;

/// <summary>What is in the address of the duty desk.</summary>
public sealed class DutyQueryTests
{
    [Theory]
    [InlineData(null, "duty?show=leads")]
    [InlineData("?show=alerts&severity=critical&rule=", "duty?show=alerts&severity=critical")]
    [InlineData("?show=items&words=%E8%B7%AF%E7%81%AF&at=item:1", "duty?show=items&words=%E8%B7%AF%E7%81%AF&at=item%3A1")]
    [InlineData("?show=poems", "duty?show=leads")]
    public void Parse_AnAddress_IsWrittenBack(string? query, string address) => Assert.Equal(address, DutyQuery.Parse(query).ToAddress());

    [Theory]
    [InlineData("?at=item:1", DutyShow.Items)]
    [InlineData("?at=alert:1", DutyShow.Alerts)]
    [InlineData("?at=lead:1", DutyShow.Leads)]
    [InlineData("?show=leads&at=item:1", DutyShow.Leads)]
    public void Parse_OneThingAlone_ShowsItsList(string query, DutyShow show) => Assert.Equal(show, DutyQuery.Parse(query).Show);
}
