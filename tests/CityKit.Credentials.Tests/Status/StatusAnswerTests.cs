using CityKit.Credentials.Status;
using CityKit.Tests.Shared;
using NodaTime;

namespace CityKit.Credentials.Tests.Status;

public class StatusAnswerTests
{
    private static readonly Instant Issued = Instant.FromUtc(2026, 11, 28, 8, 0);
    private static readonly StatusPolicy Day = new(Duration.FromHours(24));
    private static readonly StatusListToken List = new("https://a.example/1",
        new StatusListBuilder(4, 1000) { [1] = 1, [2] = 2, [3] = 3, [12] = 12, [15] = 15 }.Build(), Issued);

    [Fact]
    public void Default_IsUnknown()
    {
        Assert.Equal(StatusVerdict.Unknown, default(StatusVerdict));
        Assert.Equal("status", default(StatusAnswer).ToProblem("payload /status")!.Check);
    }

    [Theory] // draft 21, 7.1; 3 and 12 to 15 are the application's own and never valid
    [InlineData(0, StatusVerdict.Valid, null)]
    [InlineData(1, StatusVerdict.Revoked, "revoked")]
    [InlineData(2, StatusVerdict.Suspended, "suspended")]
    [InlineData(3, StatusVerdict.Unknown, "status")]
    [InlineData(12, StatusVerdict.Unknown, "status")]
    [InlineData(15, StatusVerdict.Unknown, "status")]
    [InlineData(999, StatusVerdict.Valid, null)]
    [InlineData(1000, StatusVerdict.Unknown, "status")]
    [InlineData(-1, StatusVerdict.Unknown, "status")]
    [InlineData(int.MaxValue, StatusVerdict.Unknown, "status")]
    public void Check_OfAnIndex_IsTheVerdictOfItsStatus(int index, StatusVerdict verdict, string? check)
    {
        var answer = List.Check(index, Issued, Day);
        Assert.Equal((verdict, check), (answer.Verdict, answer.ToProblem("payload /status/status_list")?.Check));
    }

    [Fact]
    public void Check_OfEveryValueOfEightBits_IsValidForNoneButZero()
    {
        var builder = new StatusListBuilder(8, 256);
        for (var i = 0; i < 256; i++) builder[i] = i;
        var list = new StatusListToken("https://a.example/8", builder.Build(), Issued);
        Assert.Equal([0], Enumerable.Range(0, 256).Where(i => list.Check(i, Issued, Day).Verdict == StatusVerdict.Valid));
        Assert.All(Enumerable.Range(0, 256), i => Assert.Equal(i, list.Check(i, Issued, Day).Value));
    }

    [Theory] // whatever the entry says, even that it was revoked
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(1000)]
    public void Check_OfAListOlderThanThePolicy_IsStale(int index)
    {
        Assert.NotEqual(StatusVerdict.Stale, List.Check(index, Issued + Day.MaxAge, Day).Verdict);
        var answer = List.Check(index, Issued + Day.MaxAge + Duration.Epsilon, Day);
        Assert.Equal((StatusVerdict.Stale, null), (answer.Verdict, answer.Value));
        Assert.Contains("24 h", answer.ToProblem("p")!.Message.En, StringComparison.Ordinal);
    }

    [Fact] // its end counts although the policy would let it live longer
    public void Check_OfAListThatExpired_IsStale()
    {
        var list = List with { ExpiresAt = Issued + Duration.FromHours(1) };
        Assert.Equal(StatusVerdict.Valid, list.Check(0, Issued + Duration.FromSeconds(3659), Day).Verdict);
        Assert.Equal(StatusVerdict.Stale, list.Check(0, Issued + Duration.FromSeconds(3660), Day).Verdict);
    }

    [Fact]
    public void Check_OfAListFromTheFuture_IsUnknown()
    {
        Assert.Equal(StatusVerdict.Valid, List.Check(0, Issued - Duration.FromSeconds(60), Day).Verdict);
        var answer = List.Check(0, Issued - Duration.FromSeconds(61), Day);
        Assert.Equal(StatusVerdict.Unknown, answer.Verdict);
        Assert.Contains("clock", answer.ToProblem("p")!.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void ToProblem_OfARevokedEntry_NamesListIndexAndPartInBothLanguages()
    {
        var problem = List.Check(1, Issued, Day).ToProblem("payload /status/status_list")!;
        Assert.Equal("payload /status/status_list", problem.Part);
        Assert.Contains("index 1 of https://a.example/1", problem.Message.En, StringComparison.Ordinal);
        Assert.Contains("吊销", problem.Message.Zh, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_OfAnyEntry_AllocatesNothing() => Assert.Equal(0, Allocation.Of(() =>
    {
        for (var i = 0; i < 1000; i++) List.Check(i, Issued, Day);
    }));
}
