using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Hub.Tests.Support;
using NodaTime;

namespace CityKit.Hub.Tests;

/// <summary>What people call a line is in titles and findings, and in nothing that is compared.</summary>
public sealed class LabelTests
{
    private static readonly Instant At = TestCity.Start;

    [Fact]
    public async Task Accept_ADetectionOfALabelledLine_NamesItInAlertLeadAndWorkItem()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, Labelled(device.Detection(At), "三号楼北侧"));
        var alert = Assert.Single(await city.AlertsAsync());
        Assert.Equal(new LocalizedText("坠物（三号楼北侧）", "Falling object (三号楼北侧)"), alert.Title);
        var lead = Assert.Single(await city.LeadsAsync());
        Assert.EndsWith("（三号楼北侧）", lead.Title.Zh, StringComparison.Ordinal);
        (await city.Hub.ExecuteAsync(new ConfirmLead("c-1", lead.Id), TestCity.Officer)).OrThrow();
        Assert.Equal(lead.Title, Assert.Single(await city.ItemsAsync()).Title);
    }

    [Fact]
    public async Task Accept_TheSameWithAndWithoutALabel_HasTheSameIdentities()
    {
        Assert.Equal(await IdentitiesAsync(null), await IdentitiesAsync("三号楼北侧"));
    }

    [Fact]
    public async Task Accept_ABlindSpanAndAGap_AreFindingsThatNameTheLine()
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, Labelled(device.Event(EventKind.Blind, "smoke", At, 0, Duration.FromMinutes(2)), "三楼烟感"));
        await city.SyncAsync(device, Labelled(device.Event(EventKind.LineGap, "smoke", At, 3), "三楼烟感"));
        Assert.Equal([("三楼烟感：此时段没有观测。", "三楼烟感: Nothing was seen in this time."), ("三楼烟感：丢失了 3 个边沿。", "三楼烟感: 3 edges were lost.")],
            (await city.FindingsAsync()).Where(f => f.Code is "blind" or "line-gap").Select(f => (f.Reason.Zh, f.Reason.En)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\u001b[2J")]
    [InlineData("a\u202eb")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public async Task Accept_ALabelThatIsNone_IsNotShown(string label)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, Labelled(device.Detection(At), label));
        Assert.Equal("Falling object", Assert.Single(await city.AlertsAsync()).Title.En);
    }

    private static async Task<(Sensors.Alerts.AlertId, LeadId)> IdentitiesAsync(string? label)
    {
        var (city, device) = await TestCity.WithDeviceAsync();
        await using var _ = city;
        await city.SyncAsync(device, label is null ? device.Detection(At) : Labelled(device.Detection(At), label));
        return (Assert.Single(await city.AlertsAsync()).Id, Assert.Single(await city.LeadsAsync()).Id);
    }

    private static CityEvent Labelled(CityEvent seen, string label) =>
        seen with { Fields = EventFields.Of([.. seen.Fields, new EventField(EventLabel.Field, label)]) };
}
