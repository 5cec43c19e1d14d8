using Bunit;
using CityKit.Client.Operations;
using CityKit.Core;
using CityKit.Desk.Operations;
using CityKit.Desk.Shell;
using NodaTime;

namespace CityKit.Desk.Tests.Operations;

/// <summary>Pieces of the pages for operations by themselves.</summary>
public sealed class ComponentTests : BunitContext
{
    private static readonly DeskView View = new("/desk/", DeskLanguage.English, false);
    private static readonly Instant Now = Instant.FromUtc(2026, 9, 3, 0, 0);

    [Fact]
    public void LengthChart_OfLengths_CountsEachOnce()
    {
        var chart = Render<LengthChart>(p => p.Add(c => c.View, View)
            .Add(c => c.Lengths, [Duration.Zero, Duration.FromSeconds(10), Duration.FromMinutes(3), Duration.FromDays(2)]));
        Assert.Equal("< 10 s: 1, < 1 min: 1, < 5 min: 1, < 30 min: 0, < 2 h: 0, < 8 h: 0, < 1 d: 0, ≥ 1 d: 1",
            chart.Find("svg").GetAttribute("aria-label"));
        Assert.Equal(8, chart.FindAll("rect").Count);
    }

    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1536, "1.5 KB")]
    [InlineData(5_368_709_120, "5 GB")]
    [InlineData(long.MaxValue, "8,388,608 TB")]
    public void Size_OfBytes_IsInTheLargestUnit(long bytes, string said) => Assert.Equal(said, View.Size(bytes));

    [Fact]
    public void FindingTable_OfAPartitionsFinding_LinksToItsOwnJournal()
    {
        var finding = new Finding(7, "blind", "pi-1/smoke", new LocalizedText("无", "<b>none</b>")) { Partition = "007" };
        var table = Render<FindingTable>(p => p.Add(c => c.View, View).Add(c => c.Findings, [finding]).Add(c => c.Empty, "none"));
        Assert.Equal("/desk/operations/journal/7?partition=007", table.Find("a").GetAttribute("href"));
        Assert.Contains("&lt;b&gt;none", table.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("synchronized", -90, "network time · 1 min ahead")]
    [InlineData("synchronized", 3, "network time · in step")]
    [InlineData("realTimeClock", 7200, "battery clock · 2 h behind")]
    [InlineData("unknown", null, "no wall time")]
    public void DeviceFacts_OfAClock_SayHowFarItIsOff(string quality, int? behind, string said)
    {
        var newest = behind is { } seconds ? Now - Duration.FromSeconds(seconds) : (Instant?)null;
        var device = new Device("pi-1", "ab", "healthy", "Active", 1, 0, 0, 0, 0,
            new DeviceAgent("1.2.0", 12, "linux-arm64", true, 11, "no heartbeat"), new DeviceOutbox(true, 1, 2, 1))
        {
            Clock = new DeviceClock(quality) { Newest = newest, Oldest = newest }, HeardAt = Now,
        };
        Assert.Equal(said, new DeviceTexts(View, Now).Clock(device));
        var facts = Render<DeviceFacts>(p => p.Add(c => c.View, View).Add(c => c.Device, device).Add(c => c.Now, Now)).Markup;
        Assert.Contains("1.2.0 (12) · on trial", facts, StringComparison.Ordinal);
        Assert.Contains("11 failed: no heartbeat", facts, StringComparison.Ordinal);
        Assert.Contains("1 retired before", facts, StringComparison.Ordinal);
    }
}
