using CityKit.Core.Signing;
using CityKit.Edge.Bundles;
using CityKit.Edge.Tests.Support;

namespace CityKit.Edge.Tests.Bundles;

public sealed class BundleKeeperTests : IDisposable
{
    private readonly TempFolder folder = new();
    private readonly TestBundles bundles;

    public BundleKeeperTests() => bundles = new TestBundles(folder);

    public void Dispose()
    {
        bundles.Dispose();
        folder.Dispose();
    }

    [Fact]
    public void Open_NothingThere_RunsByTheDevicesOwnFiles()
    {
        var keeper = bundles.Open();
        Assert.Null(keeper.Active);
        Assert.Equal((0, false), (keeper.Report.Version, keeper.Report.IsOnTrial));
    }

    [Fact]
    public void Take_NewerFromTheHub_IsInForceAlsoAfterARestart()
    {
        Assert.Null(bundles.Open().Take(bundles.Bundle(3)));
        var again = bundles.Open();
        Assert.Equal((3L, "door", 1, 1),
            (again.Active!.Version, again.Active.Configuration.Lines[0].Name, again.Active.Rules.Rules.Length,
                again.Active.Register.Sensors.Length));
        Assert.True(again.Report.IsOnTrial);
        again.Confirm();
        Assert.False(bundles.Open().Report.IsOnTrial);
    }

    [Fact]
    public void Take_AnyByteTampered_IsRefusedAndNothingChanges()
    {
        var keeper = bundles.OpenWith(1);
        var envelope = bundles.Bundle(2);
        for (var at = 0; at < envelope.Length; at++)
        {
            var tampered = (byte[])envelope.Clone();
            tampered[at] ^= 0x01;
            Assert.NotNull(keeper.Take(tampered));
        }
        Assert.Equal(1, keeper.Active!.Version);
        Assert.Equal(1, bundles.Open().Active!.Version);
    }

    [Fact]
    public void Take_NotFromOurHubOrNotForUsOrOlder_IsRefused()
    {
        using var stranger = DeviceKey.Create();
        var keeper = bundles.OpenWith(5);
        Assert.Equal("bad-signature", keeper.Take(bundles.Bundle(6, key: stranger))?.Code);
        Assert.Equal("wrong-device", keeper.Take(bundles.Bundle(6, device: "pi-02"))?.Code);
        Assert.Equal("old-version", keeper.Take(bundles.Bundle(5))?.Code);
        Assert.Equal("old-version", keeper.Take(bundles.Bundle(4))?.Code);
        Assert.Equal("garbage", keeper.Take(new byte[] { 1, 2, 3 })?.Code);
        Assert.Equal("old-version", bundles.Open().Take(bundles.Bundle(4))?.Code);
        Assert.Equal((5, 0), (keeper.Active!.Version, keeper.Report.Refused));
    }

    [Theory]
    [InlineData("{", null, null, "edge.json: Line 1, column 2")]
    [InlineData("""{"device": "pi-01", "lines": [], "sensors": [{"name": "door", "kind": "contact", "line": "dor"}]}""", null, null,
        "edge.json: Line 1")]
    [InlineData("""{"device": "pi-02", "lines": [], "sensors": []}""", null, null, "edge.json: device pi-02, expected pi-01.")]
    [InlineData("""{"device": "pi-01", "lines": [{"name": "gate"}], "sensors": []}""", null, null,
        "edge.json: line 'gate' does not exist on this device.")]
    [InlineData("""{"device": "pi-01", "hub": {"url": "http://elsewhere.example/"}, "lines": [], "sensors": []}""", null, null,
        "hub elsewhere.example is not ours.")]
    [InlineData(null, """{"version": 1, "rules": [{"id": "x"}]}""", null, "rules.json: Line 1")]
    [InlineData(null, null, """{"version": 1, "sensors": [{"device": "pi-01"}]}""", "sensors.json: Line 1")]
    [InlineData(null, """
        {"version": 1, "rules": [{"id": "smoke", "where": "edge", "sensors": {"quantity": "smoke"}, "when": {"kind": "match", "event": "contact"},
          "then": {"severity": "critical", "title": {"zh": "烟雾", "en": "Smoke"}}}]}
        """, """{"version": 1, "sensors": [{"device": "pi-01", "sensor": "door", "quantity": "smoke", "household": "h-7", "validFrom": "2026-01-01T00:00:00Z"}]}""",
        "rules.json: Line 1, column 26 (smoke): found a rule about a household's sensor, pi-01/door, without purpose and duty")]
    public void Take_CannotRunHere_IsRefusedWithThePlaceAndNotAskedForAgain(string? edge, string? rules, string? sensors, string expected)
    {
        var keeper = bundles.OpenWith(1);
        var refusal = keeper.Take(bundles.Bundle(2, edge ?? TestBundles.Edge, rules ?? TestBundles.Rules, sensors ?? TestBundles.Sensors));
        Assert.Equal("unusable", refusal?.Code);
        Assert.Contains(expected, refusal!.Message.En, StringComparison.Ordinal);
        Assert.Equal((1, 2, 2), (keeper.Active!.Version, keeper.Report.Refused, keeper.Highest));
        Assert.Null(keeper.Take(bundles.Bundle(3)));
    }

    [Fact] // an update of the agent must not take a smoke alarm away
    public void Open_BundleOfBeforeRulesStatedAPurpose_GoesOnAndItsRuleJudges()
    {
        bundles.OpenWith(1);
        const string Home = """
            {"version": 1, "sensors": [{"device": "pi-01", "sensor": "door", "quantity": "contact", "household": "h-7", "validFrom": "2026-01-01T00:00:00Z"}]}
            """;
        var stored = Assert.Single(Directory.GetFiles(bundles.Folder, "1.*"));
        File.WriteAllBytes(stored, bundles.Bundle(1, sensors: Home));
        var active = bundles.Open().Active!;
        Assert.Equal("h-7", active.Register.Sensors[0].Household);
        Assert.NotNull(active.Rules.Rules[0].PeriodOver(active.Register.Sensors[0]));
    }

    [Fact]
    public void RollBack_OnTrial_IsThePreviousOneAndThatVersionNeverAgain()
    {
        var keeper = bundles.OpenWith(1);
        Assert.Null(keeper.Take(bundles.Bundle(2)));
        keeper.RollBack("no commit in time");
        foreach (var each in new[] { keeper, bundles.Open() })
        {
            Assert.Equal((1, false, 2, "no commit in time"),
                (each.Active!.Version, each.Report.IsOnTrial, each.Report.RolledBack, each.Report.RolledBackWhy));
            Assert.Equal("old-version", each.Take(bundles.Bundle(2))?.Code);
        }
        Assert.Null(bundles.Open().Take(bundles.Bundle(3)));
    }

    [Fact]
    public void RollBack_OfTheFirstBundle_IsTheDevicesOwnFiles()
    {
        var keeper = bundles.Open();
        Assert.Null(keeper.Take(bundles.Bundle(1)));
        keeper.RollBack("does not open");
        Assert.Null(keeper.Active);
        Assert.Equal((0, 1, 1), (keeper.Report.Version, keeper.Report.RolledBack, keeper.Highest));
    }

    [Fact]
    public void Take_WhileAnotherIsOnTrial_GoesBackToTheProvedOne()
    {
        var keeper = bundles.OpenWith(1);
        Assert.Null(keeper.Take(bundles.Bundle(2)));
        Assert.Null(keeper.Take(bundles.Bundle(3)));
        keeper.RollBack("no commit in time");
        Assert.Equal(1, keeper.Active!.Version);
    }

    [Fact]
    public void Open_KilledAgainAndAgainOnTrial_GoesBackAfterThreeStarts()
    {
        Assert.Null(bundles.OpenWith(1).Take(bundles.Bundle(2)));
        for (var start = 1; start <= 3; start++) Assert.Equal(2, bundles.Open().Active!.Version);
        var fourth = bundles.Open();
        Assert.Equal((1, 2, "not healthy in 3 starts"), (fourth.Active!.Version, fourth.Report.RolledBack, fourth.Report.RolledBackWhy));
    }

    [Fact]
    public void LookAt_FromOutside_TellsWhatIsInForceAndCountsNoStart()
    {
        Assert.Null(BundleLook.At(bundles.Options));
        Assert.Null(bundles.OpenWith(1).Take(bundles.Bundle(2)));
        for (var look = 1; look <= 5; look++)
        {
            var seen = BundleLook.At(bundles.Options)!;
            Assert.Equal((2, true, 2), (seen.Report.Version, seen.Report.IsOnTrial, seen.Active!.Version));
        }
        File.WriteAllBytes(Path.Combine(bundles.Folder, "2.bundle"), [1, 2, 3]);
        Assert.Null(BundleLook.At(bundles.Options)!.Active);
        File.WriteAllBytes(Path.Combine(bundles.Folder, "state"), [0xff]);
        Assert.Null(BundleLook.At(bundles.Options));
    }

    [Fact]
    public void Open_CurrentBundleGarbledOnTheDisk_GoesBack()
    {
        var keeper = bundles.OpenWith(1);
        Assert.Null(keeper.Take(bundles.Bundle(2)));
        keeper.Confirm();
        File.WriteAllBytes(Path.Combine(bundles.Folder, "2.bundle"), [1, 2, 3]);
        var again = bundles.Open();
        Assert.Equal((1, 2, "unreadable"), (again.Active!.Version, again.Report.RolledBack, again.Report.RolledBackWhy));
    }

    [Fact]
    public void Open_StateGarbledOnTheDisk_TakesTheNewestOnTrial()
    {
        var keeper = bundles.OpenWith(1);
        Assert.Null(keeper.Take(bundles.Bundle(2)));
        keeper.Confirm();
        File.WriteAllBytes(Path.Combine(bundles.Folder, "state"), [0xff, 0]);
        var again = bundles.Open();
        Assert.Equal((2, true), (again.Active!.Version, again.Report.IsOnTrial));
        again.RollBack("no commit in time");
        Assert.Equal(1, bundles.Open().Active!.Version);
    }

    [Fact]
    public void Files_AfterManyVersions_AreThoseOfTwo()
    {
        var keeper = bundles.OpenWith(1);
        for (var version = 2; version <= 6; version++)
        {
            Assert.Null(keeper.Take(bundles.Bundle(version)));
            keeper.Confirm();
        }
        Assert.Equal(["5.bundle", "6.bundle", "state"], Directory.GetFiles(bundles.Folder).Select(f => Path.GetFileName(f)).Order());
    }
}
