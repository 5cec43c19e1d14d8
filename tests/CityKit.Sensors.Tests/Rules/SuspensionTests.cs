using CityKit.Sensors.Rules;
using CityKit.Sensors.Tests.Support;

namespace CityKit.Sensors.Tests.Rules;

public sealed class SuspensionTests
{
    private static readonly Rule Care = Bench.Rules2("""{"kind": "threshold", "above": "5 L"}""").Rules[0] with { Purpose = "elder-care" };

    [Theory]
    [InlineData(0, true)]
    [InlineData(9.99, true)]
    [InlineData(10, false)]
    [InlineData(-0.01, false)]
    public void Covers_ATime_FromTheBeginToBeforeTheEnd(double minute, bool covers) =>
        Assert.Equal(covers, Of() is var whole && whole.Covers(Care, Bench.Entry("meter", "water", "L"), Bench.At(minute)));

    [Theory]
    [InlineData("r0", null, null, null, null, true)]
    [InlineData("other", null, null, null, null, false)]
    [InlineData(null, "elder-care", "h-1", null, null, true)]
    [InlineData(null, "other", "h-1", null, null, false)]
    [InlineData(null, "elder-care", "h-2", null, null, false)]
    [InlineData("r0", null, null, "dev-1/m", null, true)]
    [InlineData("r0", null, null, "dev-2", null, false)]
    [InlineData("r0", null, null, null, "370202", true)]
    [InlineData("r0", null, null, null, "c-9", true)]
    [InlineData("r0", null, null, null, "370203", false)]
    public void Covers_WhatIsNamed_MustAllBeSo(string? rule, string? purpose, string? household, string? source, string? area, bool covers)
    {
        var entry = Bench.Entry("meter", "water", "L") with { Household = "h-1", Grid = "370202001001", Compound = "c-9" };
        var suspension = Of() with { Rule = rule, Purpose = purpose, Household = household, Source = source, Area = area };
        Assert.Equal(covers, suspension.Covers(Care, entry, Bench.At(1)));
    }

    [Fact]
    public void Covers_ADutyByLaw_OnlyByItsOwnName()
    {
        var (duty, entry) = (Care with { Duty = "Invented Act 1" }, Bench.Entry("meter", "water", "L") with { Household = "h-1" });
        Assert.False((Of() with { Household = "h-1", Purpose = "elder-care" }).Covers(duty, entry, Bench.At(1)));
        Assert.True((Of() with { Rule = "r0" }).Covers(duty, entry, Bench.At(1)));
    }

    [Fact]
    public void Covering_OfSeveral_IsTheOneThatLastsLongest()
    {
        var entry = Bench.Entry("meter", "water", "L");
        Suspension[] all = [Of(), new(Bench.At(5), Bench.At(20)), new(Bench.At(2), Bench.At(8)),
            new(Bench.At(0), Bench.At(90)) { Rule = "other" }];
        Assert.Equal(all[1], Suspension.Covering(all, Care, entry, Bench.At(6)));
        Assert.Null(Suspension.Covering(all, Care, entry, Bench.At(20)));
    }

    [Theory]
    [InlineData(1, 5, null)]
    [InlineData(1, 12, 10)]
    [InlineData(11, 12, 11)]
    [InlineData(1, 30, 25)]
    [InlineData(1, 22, null)]
    public void CountsFrom_WhatWasFound_IsItsTimeOrTheEndOfWhatSuspendedItLast(int found, int now, int? from)
    {
        Suspension[] all = [Of(), new(Bench.At(20), Bench.At(25)), new(Bench.At(0), Bench.At(28)) { Rule = "other" }];
        var counted = Suspension.CountsFrom(all, Care, Bench.Entry("meter", "water", "L"), Bench.At(found), Bench.At(now));
        Assert.Equal(from is { } minute ? Bench.At(minute) : null, counted);
    }

    private static Suspension Of() => new(Bench.At(0), Bench.At(10));
}
