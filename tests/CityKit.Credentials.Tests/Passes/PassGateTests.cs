using CityKit.Core;
using CityKit.Credentials.Keys;
using CityKit.Credentials.Passes;
using NodaTime;

namespace CityKit.Credentials.Tests.Passes;

/// <summary>A gate without network: opens for the pass that is right, and says to a guard why it does not for each that is not.</summary>
public sealed class PassGateTests : IDisposable
{
    private static readonly Instant Now = GateWorld.Now;
    private readonly GateWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public void Judge_OfAValidPass_Opens()
    {
        var verdict = world.Reader.Judge(world.Show(), Now, world.Trust());
        Assert.True(verdict.Opens);
        Assert.Equal("F-12", verdict.Code!.Pass.Content.Fields[0].Value);
    }

    [Theory] // the phone may be one step ahead or behind
    [InlineData(-31, true)]
    [InlineData(-7, true)]
    [InlineData(30, true)]
    [InlineData(-38, false)]
    [InlineData(53, false)]
    public void Judge_OfACodeShownBeforeOrAfter_TakesOneStepOf30Seconds(int seconds, bool opens) =>
        Assert.Equal(opens ? null : "wrong-time", Code(world.Show(at: Now + Duration.FromSeconds(seconds)), world.Trust()));

    [Fact]
    public void Judge_WithAClockInDoubt_StaysShut() => Assert.Equal("clock-in-doubt", Code(world.Show(), world.Trust(), known: false));

    [Fact] // the bundle comes from the future: so the clock is wrong
    public void Judge_WithABundleOfTomorrow_StaysShutForTheClock() =>
        Assert.Equal("clock-in-doubt",
            Code(world.Show(), world.Trust(made: Now + Duration.FromHours(2), until: Now + Duration.FromDays(3))));

    [Theory] // 72 h after its end the list counts no more, and never opens
    [InlineData(71, null)]
    [InlineData(73, "stale")]
    public void Judge_WithAnOldBundle_OpensUntilTheGraceEnds(int hours, string? refusal) =>
        Assert.Equal(refusal, Code(world.Show(), world.Trust(made: Now - Duration.FromHours(200), until: Now - Duration.FromHours(hours))));

    [Theory] // a bundle of today with a list of last week: the list is what counts
    [InlineData(90, null)]
    [InlineData(98, "stale")]
    public void Judge_WithAnOldListInANewBundle_IsStale(int hours, string? refusal) =>
        Assert.Equal(refusal, Code(world.Show(), world.Trust(listed: Now - Duration.FromHours(hours))));

    [Theory]
    [InlineData(0, null)]
    [InlineData(1, "revoked")]
    [InlineData(2, "suspended")]
    [InlineData(3, "unknown-status")]
    [InlineData(255, "unknown-status")]
    public void Judge_OfAPassByItsStatus_OpensForZeroAlone(int status, string? refusal) =>
        Assert.Equal(refusal, Code(world.Show(), world.Trust(status)));

    [Fact]
    public void Judge_ForAnotherGate_NamesBoth()
    {
        var refusal = world.Reader.Judge(world.Show(gate: "gate-4"), Now, world.Trust()).Refusal!;
        Assert.Equal("wrong-gate", refusal.Code);
        Assert.Contains("gate-4", refusal.Message.Zh, StringComparison.Ordinal);
        Assert.Equal([GateWorld.Gate], refusal.Allowed);
    }

    public static TheoryData<string, Func<Pass, Pass>> Refused => new()
    {
        { "wrong-type", pass => pass with { Type = "visitor" } },
        { "unknown-issuer", pass => pass with { Type = "resident" } }, // the gate takes it, but this issuer may not issue it
        { "unknown-issuer", pass => pass with { Issuer = "another-station" } },
        { "unknown-issuer", pass => pass with { KeyId = "k2" } },
        { "unknown-issuer", pass => pass with { ValidFrom = Now - Duration.FromDays(500) } }, // the key did not sign then
        { "expired", pass => pass with { ValidUntil = Now } },
        { "not-yet-valid", pass => pass with { ValidFrom = Now + Duration.FromSeconds(1) } },
        { "unknown-status", pass => pass with { StatusIndex = 16 } },
        { "unknown-status", pass => pass with { StatusList = 1 } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Judge_OfAPassThatIsNotRight_SaysWhy(string refusal, Func<Pass, Pass> change) =>
        Assert.Equal(refusal, Code(world.Show(world.Issue(change)), world.Trust()));

    [Fact]
    public void Judge_OfAForgedPass_SaysForged()
    {
        using var forger = SigningKey.Create("k1");
        Assert.Equal("forged", Code(world.Show(SignedPass.Issue(world.Pass, forger)), world.Trust()));
    }

    [Fact] // a photo of another's code, shown for this step: the signature is over another
    public void Judge_OfACopiedPassWithoutThePhone_SaysNotTheHolder()
    {
        var yesterday = PassCode.Read(world.Show(at: Now - Duration.FromDays(1)), out _)!;
        var replayed = (yesterday with { Step = PassCode.StepOf(Now) }).ToString();
        Assert.Equal("not-the-holder", Code(replayed, world.Trust()));
    }

    [Fact]
    public void Judge_WithoutTrust_SaysThatThereIsNone() =>
        Assert.Equal("no-trust", world.Reader.Judge(world.Show(), Now, null).Refusal!.Code);

    [Fact]
    public void Judge_OfAnotherCode_SaysThatItIsNoPass() => Assert.Equal("no-pass", Code("https://example.com", world.Trust()));

    [Fact]
    public void UseOf_TwoShowings_IsTheSameInOneStepAndAnotherInTheNext()
    {
        var (first, again, next) = (Read(Now), Read(Now + Duration.FromSeconds(5)), Read(Now + Duration.FromSeconds(30)));
        Assert.Equal(PassGate.UseOf(first), PassGate.UseOf(again));
        Assert.NotEqual(PassGate.UseOf(first), PassGate.UseOf(next));
        PassCode Read(Instant at) => PassCode.Read(world.Show(at: at), out _)!;
    }

    [Fact]
    public void Refusals_AllOfThem_AreInChineseAndEnglish() => Assert.All(Texts(), text =>
    {
        Assert.NotEmpty(text.En);
        Assert.Contains(text.Zh, c => c is >= '\u4e00' and <= '\u9fff');
    });

    private IEnumerable<LocalizedText> Texts() =>
    [
        world.Reader.Judge("x", Now, null).Refusal!.Message, world.Reader.Judge(world.Show(), null, null).Refusal!.Message,
        .. Refused.Select(row => world.Reader.Judge(world.Show(world.Issue((Func<Pass, Pass>)row[1])), Now,
            world.Trust()).Refusal!.Message),
    ];

    private string? Code(string text, GateTrust trust, bool known = true) =>
        world.Reader.Judge(text, known ? Now : null, trust).Refusal?.Code;
}
