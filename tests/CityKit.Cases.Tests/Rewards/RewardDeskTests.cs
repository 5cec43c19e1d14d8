using CityKit.Cases.Rewards;
using NodaTime;
using static CityKit.Cases.Rewards.RewardStanding;
using static CityKit.Cases.Rewards.RewardState;

namespace CityKit.Cases.Tests.Rewards;

/// <summary>What becomes of a reward, from the report to the payment.</summary>
public class RewardDeskTests
{
    private static readonly RewardLimit PoolOf50 = new(IsPerson: false, RewardPeriod.Month, 5000, null);

    [Theory]
    [InlineData("B1", 1, 0, "squareMetres=5.01", Reserved, "")]
    [InlineData("B1", 1, 0, "squareMetres=5", Refused, "below-threshold")]
    [InlineData("B1", 1, 0, "cubicMetres=9", Refused, "below-threshold")]
    [InlineData("B1", 0, 0, "squareMetres=9", Refused, "no-evidence")]
    [InlineData("C1", 1, 0, "squareMetres=2", Reserved, "")]
    [InlineData("C1", 1, 0, "cubicMetres=2", Reserved, "")]
    [InlineData("C1", 1, 0, "cubicMetres=1.9", Refused, "below-threshold")]
    [InlineData("C3", 0, 1, "percent=100", Reserved, "")]
    [InlineData("C3", 1, 0, "percent=10", Refused, "below-threshold")]
    [InlineData("A2", 1, 0, "videoSeconds=20", Refused, "no-evidence")]
    [InlineData("A2", 0, 1, "videoSeconds=30", Reserved, "")]
    [InlineData("A2", 0, 1, "videoSeconds=31", Refused, "below-threshold")]
    [InlineData("Z9", 1, 0, "percent=1", Refused, "unknown-kind")]
    public void Report_ByEvidenceAndMeasure_IsAsTheRulesSay(
        string kind, int photos, int videos, string field, RewardState state, string why)
    {
        var reward = new RewardWorld(RewardWorld.Starter).Report("r-1", kind, photos: photos, videos: videos, fields: field);
        Assert.Equal((state, why), (reward.State, reward.Why));
        Assert.Equal(state == Reserved, reward.Fen > 0);
    }

    [Fact]
    public void Report_OutsideOfTheAreaOrWithoutAPoint_IsRefusedAndSaysSo()
    {
        var world = new RewardWorld(RewardWorld.Starter);
        Reward Report(WorkPlace place) => world.Desk.Report(
            new RewardReport(WorkItemId.FromCause("r-1"), "s-1", world.Now)
                { Place = place, Photos = 1, Fields = RewardWorld.FieldsOf("C2") }, world.Rules);
        Assert.Equal("outside-area", Report(RewardWorld.PlaceAt(0) with { Grid = "370102991001001" }).Why);
        Assert.Equal("no-point", Report(RewardWorld.PlaceAt(0) with { Point = null }).Why);
    }

    [Fact]
    public void Report_ThatIsEligible_NamesRuleRowAmountAndWhy()
    {
        var reward = new RewardWorld(RewardWorld.Starter).Report("r-1", "B1", fields: "squareMetres=6");
        Assert.Equal("Rules starter-1, class B, B1 a vehicle's load spilt on the road: 50.00 yuan, paid when it is closed as verified.",
            reward.Because.En);
        Assert.Equal(("starter-1", 5000, RewardWorld.Start + Duration.FromMinutes(1) + Duration.FromDays(60)),
            (reward.Rules, reward.Fen, reward.CloseBy));
    }

    [Fact]
    public void Story_FromReportToPayment_IsPaidOnce()
    {
        var world = new RewardWorld(RewardWorld.Starter);
        world.Report("r-1");
        Assert.Equal("not-earned", world.Desk.Pay(world.Of("r-1"), 1000, "wx-1", "payer-1")!.Code);
        Assert.Equal(Earned, world.Close("r-1").State);
        Assert.Equal("wrong-amount", world.Desk.Pay(world.Of("r-1"), 999, "wx-1", "payer-1")!.Code);
        Assert.Equal("bad-request", world.Desk.Pay(world.Of("r-1"), 1000, "", "payer-1")!.Code);
        Assert.Null(world.Desk.Pay(world.Of("r-1"), 1000, "wx-1", "payer-1"));
        Assert.Contains("wx-1", world.Desk.Pay(world.Of("r-1"), 1000, "wx-2", "payer-1")!.Message.En, StringComparison.Ordinal);
        Assert.Equal((Paid, "wx-1"), (world.Of("r-1").State, world.Of("r-1").Payment!.Reference));
        Assert.All(world.Book.Totals, total =>
            Assert.Equal((1, 1, 1000L, 1, 1000L), (total.Reports, total.Rewards, total.Fen, total.Paid, total.PaidFen)));
        Assert.Equal(["everyone/2026-11", "person/s-1/2026-11", "person/s-1/2026-11-02"], world.Book.Totals.Select(total => total.Id));
    }

    [Theory]
    [InlineData(Open, TakenBack, "reopened")]
    [InlineData(Ended, TakenBack, "not-verified")]
    [InlineData(Verified, Earned, "")]
    public void Follow_OfAnEarnedOne_TakesItBackUnlessItStaysVerified(RewardStanding standing, RewardState state, string why)
    {
        var world = new RewardWorld(RewardWorld.Starter);
        world.Report("r-1");
        world.Close("r-1");
        Assert.Equal((state, why), (world.Follow("r-1", standing).State, world.Of("r-1").Why));
        Assert.Equal(state == Earned ? 1000 : 0, world.Book.Total("everyone/2026-11")!.Fen);
        Assert.Equal(Earned, world.Close("r-1").State); // closed as verified once more
        Assert.Equal(1000, world.Book.Total("everyone/2026-11")!.Fen);
    }

    [Fact]
    public void Follow_OfAPaidOne_LeavesItPaidAndMarksItAsNotVerified()
    {
        var world = new RewardWorld(RewardWorld.Starter);
        world.Report("r-1");
        world.Close("r-1");
        world.Desk.Pay(world.Of("r-1"), 1000, "wx-1", "payer-1");
        Assert.Equal((Paid, false), (world.Follow("r-1", Ended).State, world.Of("r-1").IsVerified));
        Assert.Equal((Paid, true), (world.Close("r-1").State, world.Of("r-1").IsVerified));
        Assert.Equal(1, world.Book.Total("everyone/2026-11")!.Rewards);
    }

    [Theory]
    [InlineData(49, "C2", 0, Waiting)]
    [InlineData(51, "C2", 0, Reserved)]
    [InlineData(0, "D1", 0, Reserved)]
    [InlineData(0, "C2", 29, Waiting)]
    [InlineData(0, "C2", 31, Reserved)]
    public void Report_OfAMatterThatWasReported_WaitsBehindTheFirst(double metres, string kind, int days, RewardState state)
    {
        var world = new RewardWorld(RewardWorld.Starter);
        world.Report("r-1");
        world.Now += Duration.FromDays(days);
        var second = world.Report("r-2", kind, "s-2", metres);
        Assert.Equal(state, second.State);
        if (state == Waiting) Assert.Equal((world.Of("r-1").Item.ToString(), "not-first"), (second.WaitsOn, second.Why));
    }

    [Fact]
    public void FirstThatFails_LetsTheNextMoveUp_AndTheThirdWaitBehindIt()
    {
        var world = new RewardWorld(RewardWorld.Starter);
        foreach (var (cause, who) in new[] { ("r-1", "s-1"), ("r-2", "s-2"), ("r-3", "s-3") }) world.Report(cause, who: who);
        world.Close("r-2"); // closed as verified, and still behind
        Assert.Equal((Waiting, Waiting), (world.Of("r-2").State, world.Of("r-3").State));
        world.Follow("r-1", Ended);
        Assert.Equal((TakenBack, Earned, Waiting), (world.Of("r-1").State, world.Of("r-2").State, world.Of("r-3").State));
        Assert.Equal(world.Of("r-2").Item.ToString(), world.Of("r-3").WaitsOn);
        Assert.Equal(Waiting, world.Close("r-1").State); // verified after all: its place is taken
        Assert.Equal(1000, world.Book.Total("everyone/2026-11")!.Fen);
    }

    [Fact]
    public void Pool_ThatIsExhausted_LetsReportsWaitAndSaysWhatIsLeft()
    {
        var world = RewardWorld.With(PoolOf50);
        Assert.Equal(Reserved, world.Report("r-1", "C1", "s-1", 0, fields: "squareMetres=3").State);
        Assert.Equal(Reserved, world.Report("r-2", "C1", "s-2", 100, fields: "squareMetres=3").State);
        var third = world.Report("r-3", "C1", "s-3", 200, fields: "squareMetres=3");
        Assert.Equal((Waiting, "pool-exhausted", "everyone/2026-11"), (third.State, third.Why, third.WaitsOn));
        Assert.Contains("has 10.00/50.00 yuan left", third.Because.En, StringComparison.Ordinal);
        Assert.Contains("剩余 10.00/50.00 元", third.Because.Zh, StringComparison.Ordinal);
        Assert.Equal(Reserved, world.Report("r-4", "C2", "s-4", 300).State); // ten yuan fit
        world.Follow("r-2", Ended);
        Assert.Equal((Reserved, 5000L), (world.Of("r-3").State, world.Book.Total("everyone/2026-11")!.Fen));
    }

    [Fact]
    public void Pool_OfTheNextMonth_IsAnother()
    {
        var world = RewardWorld.With(PoolOf50);
        world.Report("r-1", "B2");
        Assert.Equal(Waiting, world.Report("r-2", "B2", "s-2", 100).State);
        world.Now = TestWorld.At("2026-12-01 00:00") - Duration.FromMinutes(1); // the report comes a minute later
        Assert.Equal((Reserved, "everyone/2026-12"), (world.Report("r-3", "B2", "s-3", 200).State, world.Of("r-3").Totals[0]));
    }

    [Fact]
    public void CapOfADay_CountsRewardsOfAPerson_AndMovesUpWhenOneFails()
    {
        var world = RewardWorld.With(new RewardLimit(IsPerson: true, RewardPeriod.Day, null, 2));
        for (var i = 1; i <= 3; i++) world.Report($"r-{i}", metres: i * 100);
        Assert.Equal((Reserved, Waiting, "cap-reached"), (world.Of("r-2").State, world.Of("r-3").State, world.Of("r-3").Why));
        Assert.Contains("The cap of a person of 2026-11-02 has 0/2 rewards left", world.Of("r-3").Because.En, StringComparison.Ordinal);
        Assert.Equal(Reserved, world.Report("r-4", who: "s-2", metres: 400).State);
        world.Follow("r-1", Ended);
        Assert.Equal(Reserved, world.Of("r-3").State);
    }

    [Fact]
    public void Expire_WhatIsNotEarned_IsRefusedForGoodAndGivesBack()
    {
        var world = RewardWorld.With(PoolOf50);
        world.Report("r-1", "B2");
        world.Report("r-2", "B2", "s-2", 100);
        world.Report("r-3", "B2", "s-3", 200);
        world.Close("r-2");
        world.Now += Duration.FromDays(60);
        Assert.Equal((Refused, "too-late"), (world.Desk.Expire(world.Of("r-1")).State, world.Of("r-1").Why));
        Assert.Equal(Earned, world.Of("r-2").State); // it moved up
        Assert.Equal((Refused, "pool-exhausted"), (world.Desk.Expire(world.Of("r-3")).State, world.Of("r-3").Why));
        Assert.Contains("has 0.00/50.00 yuan left, and nothing became free", world.Of("r-3").Because.En, StringComparison.Ordinal);
        Assert.Equal(Refused, world.Close("r-1").State);
        Assert.Equal(Earned, world.Desk.Expire(world.Of("r-2")).State);
    }

    [Fact]
    public void Correct_ByWhoVerified_IsJudgedAgainAndGivesBackTheDifference()
    {
        var world = RewardWorld.With(PoolOf50);
        world.Report("r-1", "B1", fields: "squareMetres=9");
        world.Report("r-2", "C2", "s-2", 100);
        Assert.Equal(Waiting, world.Of("r-2").State);
        Reward Correct(string kind, params string[] fields) =>
            world.Desk.Correct(world.Of("r-1"), RewardWorld.FieldsOf(kind, fields), RewardWorld.PlaceAt(0), world.Rules);
        Assert.Equal((Reserved, 5000), (Correct("B1", "squareMetres=7").State, world.Of("r-1").Fen));
        Assert.Equal((Reserved, 2000), (Correct("C1", "squareMetres=7").State, world.Of("r-1").Fen));
        Assert.Equal((Reserved, 3000L), (world.Of("r-2").State, world.Book.Total("everyone/2026-11")!.Fen));
        Assert.Equal("below-threshold", Correct("C1", "squareMetres=1").Why);
        Assert.Equal(1000, world.Book.Total("everyone/2026-11")!.Fen);
        Assert.Equal((Reserved, 2000), (Correct("C1", "squareMetres=2").State, world.Of("r-1").Fen));
    }

    [Fact]
    public void Erase_OfWhoReported_RefusesWhatIsNotPaid()
    {
        var world = new RewardWorld(RewardWorld.Starter);
        world.Report("r-1");
        world.Report("r-2", metres: 100);
        world.Close("r-2");
        world.Desk.Pay(world.Of("r-2"), 1000, "wx-1", "payer-1");
        Assert.Equal((Refused, "erased"), (world.Desk.Erase(world.Of("r-1")).State, world.Of("r-1").Why));
        Assert.Equal(Paid, world.Desk.Erase(world.Of("r-2")).State);
        Assert.Equal(1000, world.Book.Total("everyone/2026-11")!.Fen);
    }
}
