using CityKit.Sensors.Packs;
using CityKit.Sensors.Rules;

namespace CityKit.Sensors.Tests.Packs;

public sealed class RulePackTests
{
    public static TheoryData<string> Names => [.. RulePacks.All.Select(pack => pack.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_TheTestsBesideAPack_AllPass(string name)
    {
        var pack = RulePacks.Find(name)!;
        Assert.Empty(pack.Tests.Check(pack.Rules));
        Assert.Empty(pack.Rules.Check(pack.Tests.Register));
        Assert.Empty(pack.Tests.Run(pack.Rules).Where(result => !result.Passed)
            .Select(result => $"{result.Test.Name}: {string.Join("; ", result.Pairs)}"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Tests_OfAPack_ShowEachRuleAndOneThatStaysQuietOrEnds(string name)
    {
        var pack = RulePacks.Find(name)!;
        var shown = pack.Tests.Tests.SelectMany(test => test.Alerts).Select(alert => alert.Rule).Distinct();
        Assert.Equal(pack.Rules.Rules.Select(rule => rule.Id).Order(), shown.Order());
        Assert.Contains(pack.Tests.Tests, test => test.Alerts.Count == 0 || test.Alerts.Any(alert => alert.ClearedAt is not null));
    }

    [Fact]
    public void All_ThePacks_AreThese() => Assert.Equal(
        ["basement-flood", "bin-full", "device-offline", "elder-watch", "fall", "fire-lane", "gas-leak", "lift-trapped", "manhole-cover",
            "one-key-alarm", "rider-speed", "smoke", "street-lamp", "tamper", "water-level"],
        RulePacks.All.Select(pack => pack.Name));

    [Fact]
    public void Rules_OfAllPacks_HaveIdsOfTheirOwn() =>
        Assert.Distinct(RulePacks.All.SelectMany(pack => pack.Rules.Rules).Select(rule => rule.Id));

    [Fact]
    public void Find_AnotherName_IsNull() => Assert.Null(RulePacks.Find("smok"));

    [Fact]
    public void Rules_OverAHousehold_StateWhatItConsentsTo() => Assert.Empty(
        from pack in RulePacks.All
        where pack.Tests.Register.Sensors.Any(sensor => sensor.Household is not null)
        from rule in pack.Rules.Rules
        where rule is { Purpose: null, Duty: null }
        select rule.Id);
}
