using System.Collections.Immutable;
using CityKit.Cases.Kpi;
using CityKit.Core;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class WorkEngineTests
{
    private const string Noon = "2025-03-13 12:00";

    [Fact]
    public void Details_GivenInAnyOrder_AreKeptByTheirIds()
    {
        var backwards = ImmutableSortedDictionary.Create<string, string>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)))
            .Add("a", "1").Add("b", "2");
        Assert.Equal(["a", "b"], new WorkCommand("x") { Details = backwards }.Details.Keys);
        Assert.Equal(["a", "b"], new OpenWorkItem(default, "x", "x") { Details = backwards }.Details.Keys);
    }

    [Fact]
    public void Open_SameCauseTwice_GivesTheSameBytes() =>
        Assert.Equal(WorkItemJson.ToBytes(Engine.Open(Report(), Inspector, At(Noon)).OrThrow()),
            WorkItemJson.ToBytes(Engine.Open(Report(), Inspector, At(Noon)).OrThrow()));

    // SHA-256 of "abc" (FIPS 180-2, appendix B.1) begins ba7816bf 8f01cfea 414140de 5dae2223.
    [Fact]
    public void FromCause_KnownText_IsTheHeadOfItsSha256()
    {
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223", WorkItemId.FromCause("abc").ToString());
        Assert.Equal(WorkItemId.FromCause("abc"), WorkItemId.Parse("ba7816bf8f01cfea414140de5dae2223"));
    }

    [Fact]
    public void Open_UnknownProfileOrWrongRole_IsRefused()
    {
        var unknown = Engine.Open(Report(profile: "nothing"), Inspector, At(Noon));
        Assert.Equal("unknown-profile", unknown.Refusal?.Code);
        Assert.Contains("city-management", unknown.Refusal!.Allowed);
        Assert.Equal("wrong-role", Engine.Open(Report(), Actor.Of("w", "x", Role.PropertyWorker), At(Noon)).Refusal?.Code);
        Assert.Throws<RefusedException>(() => unknown.OrThrow());
    }

    [Fact]
    public void Open_TextsBeyondTheLimit_AreRefused()
    {
        Assert.Equal("too-long", Engine.Open(Report() with { Household = new string('x', 513) }, Inspector, At(Noon)).Refusal?.Code);
        Assert.Equal("too-long",
            Engine.Open(Report() with { Evidence = [.. Enumerable.Repeat("e", 33)] }, Inspector, At(Noon)).Refusal?.Code);
    }

    [Fact]
    public void Apply_WrongState_SaysWhyAndWhatWouldBeAllowed()
    {
        var item = Engine.Open(Report(), Inspector, At(Noon)).OrThrow();
        var refusal = Engine.Apply(item, new WorkCommand("dispatch"), Centre, At(Noon)).Refusal!;
        Assert.Equal("wrong-state", refusal.Code);
        Assert.Equal("'dispatch' is not possible while the item is reported (since 2025-03-13 12:00).", refusal.Message.En);
        Assert.Equal("“已上报”状态下不能“派遣”（2025-03-13 12:00 起）。", refusal.Message.Zh);
        Assert.Equal(["verify", "classify", "accept", "reject", "split", "merge", "urge"], refusal.Allowed);
        Assert.Equal("unknown-command", Engine.Apply(item, new WorkCommand("fly"), Centre, At(Noon)).Refusal?.Code);
    }

    [Fact]
    public void Apply_AnotherBodysWork_IsRefused()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        var refusal = Engine.Apply(
            item, new WorkCommand("feedback") { Photo = "p" }, Actor.Of("b", "别的街道", Role.CompetentDepartment),
            At("2025-03-13 14:10")).Refusal;
        Assert.Equal("not-assigned", refusal?.Code);
        Assert.Empty(refusal!.Allowed);
    }

    [Fact]
    public void Apply_FileWithAnotherClasssCondition_NamesThoseOfTheClass()
    {
        var item = Engine.Apply(Engine.Open(Report(), Inspector, At(Noon)).OrThrow(), new WorkCommand("accept"), Centre, At(Noon))
            .OrThrow();
        var refusal = Engine.Apply(item, new WorkCommand("file") { Condition = "0101-x" }, Centre, At(Noon)).Refusal!;
        Assert.Contains("0305-dirty, 0305-missing", refusal.Message.En);
    }

    [Fact]
    public void Apply_CaseWithoutClass_IsFiledAfterSomebodyClassifiesIt()
    {
        var item = Engine.Open(Report() with { Class = null }, Inspector, At(Noon)).OrThrow();
        item = Engine.Apply(item, new WorkCommand("accept"), Centre, At(Noon)).OrThrow();
        var file = new WorkCommand("file") { Condition = "0305-dirty" };
        Assert.Equal("missing-field", Engine.Apply(item, file, Centre, At(Noon)).Refusal?.Code);
        var classified = Engine.Apply(item, new WorkCommand("classify") { Class = LitterBin }, Centre, At(Noon));
        Assert.Equal("dispatching", Engine.Apply(classified.OrThrow(), file, Centre, At(Noon)).OrThrow().State);
        Assert.Equal(LitterBin, classified.Events[^1].Class);
    }

    [Fact]
    public void Apply_ReturnedByTheBody_IsNotDispatchedAutomaticallyAgain()
    {
        var engine = EngineWith(AutomaticPolicy);
        var item = engine.Open(Report(), Inspector, At(Noon)).OrThrow();
        item = engine.Apply(item, new WorkCommand("accept"), Centre, At(Noon)).OrThrow();
        item = engine.Apply(item, new WorkCommand("file") { Condition = "0305-dirty" }, Centre, At(Noon)).OrThrow();
        item = engine.Apply(item, new WorkCommand("return") { Reason = "不属本单位" }, StreetOffice, At(Noon)).OrThrow();
        Assert.Equal(("dispatching", (Assignee?)null, 1), (item.State, item.Assignee, item.Counts.Returns));
    }

    [Fact]
    public void DispatchFor_ClassAndArea_BeatTheProfilesRow()
    {
        var item = Engine.Open(Report(), Inspector, At(Noon)).OrThrow();
        Assert.Equal("浮山新区街道/环卫班组", Policy.DispatchFor(item, At(Noon))!.Assignee.ToString());
        Assert.Equal("区城管局", Policy.DispatchFor(
            item with { Place = item.Place with { Grid = "370202001001001" } }, At(Noon))!.Assignee.ToString());
    }

    [Fact]
    public void Join_RepeatedAlert_JoinsOnceWhileOpen()
    {
        var item = Engine.Open(Report() with { AlertId = "a1" }, Inspector, At(Noon)).OrThrow();
        Assert.Same(item, Engine.Join(item, "a1", At(Noon)).Item);
        var joined = Engine.Join(item, "a2", At("2025-03-13 12:05"));
        Assert.Equal(["a1", "a2"], joined.OrThrow().Alerts);
        Assert.Equal(2, joined.OrThrow().Counts.Joined);
        Assert.Equal(["a2"], Assert.Single(joined.Events).Evidence);
        var rejected = Engine.Apply(item, new WorkCommand("reject") { Reason = "重复" }, Centre, At(Noon)).OrThrow();
        Assert.Equal("closed", Engine.Join(rejected, "a3", At(Noon)).Refusal?.Code);
    }

    [Fact]
    public void Apply_ClockStepsBack_HistoryNeverDoes()
    {
        var item = Engine.Open(Report(), Inspector, At(Noon)).OrThrow();
        Assert.Equal(At(Noon), Engine.Apply(item, new WorkCommand("accept"), Centre, At("2025-03-13 11:00")).OrThrow().UpdatedAt);
    }

    [Fact]
    public void ForceClose_WhileSuspended_EndsThePauseAndCountsAsForced()
    {
        var item = CaseDispatchedAt(Engine, "2025-03-13 14:08");
        item = Engine.Apply(item, new WorkCommand("request-suspension") { Reason = "停电" }, StreetOffice, At("2025-03-13 14:30")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("approve-suspension"), Centre, At("2025-03-13 14:31")).OrThrow();
        item = Engine.Apply(item, new WorkCommand("force-close") { Reason = "并入专项" }, Leader, At("2025-03-20 09:00")).OrThrow();
        Assert.False(item.IsOpen);
        Assert.Equal(At("2025-03-20 09:00"), item.Clocks[3].Adjustments[^1].To);
        Assert.Equal((1, 0, 0),
            (CaseFacts.Count("forced", item, At(Noon)), CaseFacts.Count("needDispose", item, At(Noon)),
            CaseFacts.Count("archive", item, At(Noon))));
    }
}
