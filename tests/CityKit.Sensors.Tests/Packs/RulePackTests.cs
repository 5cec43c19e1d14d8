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
    public void Rules_ThatNeedNoConsent_AreThoseOfSmokeAndGasAndNameTheLaw()
    {
        var duties = RulePacks.All.SelectMany(pack => pack.Rules.Rules).Where(rule => rule.Duty is not null).ToList();
        Assert.Equal(["gas-leak", "smoke", "smoke-line-fault", "smoke-spreads"], duties.Select(rule => rule.Id).Order());
        Assert.All(duties, rule => Assert.StartsWith("个人信息保护法 第十三条第一款第四项", rule.Duty, StringComparison.Ordinal));
        Assert.All(duties, rule => Assert.Null(rule.Purpose));
    }

    [Theory]
    [InlineData("smoke", "smoke-1")]
    [InlineData("gas-leak", "methane")]
    public void Tests_OfALifeAtRisk_AreOfAHomeThatConsentedToNothing(string pack, string name)
    {
        var sensor = RulePacks.Find(pack)!.Tests.Register.Sensors.First(known => known.Key.Sensor.Value == name);
        Assert.NotNull(sensor.Household);
        Assert.Null(sensor.Consent);
    }

    [Fact]
    public void Rules_OverAHousehold_StateWhatItConsentsTo() => Assert.Empty(
        from pack in RulePacks.All
        where pack.Tests.Register.Sensors.Any(sensor => sensor.Household is not null)
        from rule in pack.Rules.Rules
        where rule is { Purpose: null, Duty: null }
        select rule.Id);
}
