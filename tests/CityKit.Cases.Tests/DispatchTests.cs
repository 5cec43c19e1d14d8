using System.Text;
using CityKit.Cases.Policies;
using CityKit.Components;
using CityKit.Core;
using CityKit.Grids.Nets;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests;

public class DispatchTests
{
    private const string Noon = "2025-03-13 12:00";
    private static readonly NetId Net = NetId.Parse("laoshan");
    private static readonly LocalDate Day = new(2025, 3, 13);
    private static readonly ComponentId Bin = ComponentId.Parse("3702020305000042");

    private static readonly DutyLookup Duties = new("0011223344556677", Day,
        [
            new(Net, "community", "370203991001", "sanitation", "handler"), new(Net, "community", "370203991001", "greening", "inspector"),
            new(Net, "street", "370203991", "street-office", "office"),
        ]);

    private static readonly FoundComponent Found =
        new(Bin, 1.5, "市南区城市管理局 (11100000000013338W)", "环卫中心 (91610800064834709T)", null, "ab12:7:cd34");

    private static readonly DispatchSuggestion Suggestion = new("street-words", "3.1",
        [new("sanitation", 0.91m, new("文字提到垃圾。", "The words name litter."))]);

    private static readonly DispatchQuestion Question = new("city-management", LitterBin, new WorkPlace { Grid = "370203991001001" }, Day)
    {
        Found = Found, Duties = Duties, Suggestion = Suggestion,
    };

    private static DispatchRow Row(DispatchBy by, bool isClass = false, string area = "", bool isAutomatic = true) =>
        new("city-management", isClass ? LitterBin : null, area, by, isAutomatic);

    private static ByBody Body(string name) => new(new Assignee(name));

    [Theory]
    [InlineData(DispatchOrder.Closest, "class")]  // class over area over profile
    [InlineData(DispatchOrder.Listed, "profile")]
    public void Answer_SeveralRowsFit_TheOrderDecides(DispatchOrder order, string body)
    {
        var table = new DispatchTable(
            [Row(Body("profile")), Row(Body("street"), area: "370203991"), Row(Body("class"), isClass: true)], order);
        Assert.Equal(body, table.Answer(Question)!.Assignee.Body);
    }

    [Fact]
    public void Answer_RowsThatFindNobody_AreNamedAndPassed()
    {
        var table = new DispatchTable(
            [Row(new ByDuty(NetId.Parse("other"))), Row(new ByComponent(ComponentBody.Maintainer)), Row(new BySuggestion(0.95m)),
                Row(Body("b"))],
            DispatchOrder.Listed);
        var answer = table.Answer(Question)!;
        Assert.Equal(("b", 4, true), (answer.Assignee.Body, answer.Row, answer.Automatic));
        Assert.StartsWith("派遣规则第 4 行（第 1、2、3 行无结果）：", answer.Because.Zh, StringComparison.Ordinal);
        Assert.StartsWith("Dispatch table, row 4 (nobody by row 1, 2, 3): ", answer.Because.En, StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_NoRowFindsAnybody_IsNull() => Assert.Null(new DispatchTable(
        [Row(new ByDuty(NetId.Parse("other"))), Row(Body("b"), area: "370299"), new DispatchRow("care-visit", null, "", Body("c"), true)],
        DispatchOrder.Listed).Answer(Question));

    public static TheoryData<DispatchBy, string, bool, string, string> Explained => new()
    {
        {
            Body("区城管局"), "区城管局", true,
            "派遣规则第 1 行：2025-03-13，分类 GB/T 30428.2-2013:component:0305，网格 370203991001001，由 区城管局 处置。",
            "Dispatch table, row 1: on 2025-03-13, class GB/T 30428.2-2013:component:0305 in grid 370203991001001 goes to 区城管局."
        },
        {
            new ByDuty(Net, "handler"), "sanitation", true,
            "派遣规则第 1 行：2025-03-13，分类 GB/T 30428.2-2013:component:0305，责任网“laoshan”，层级“community”，网格或区划 370203991001，"
            + "“handler”责任由 sanitation 承担。",
            "Dispatch table, row 1: on 2025-03-13, sanitation has the duty 'handler' for class GB/T 30428.2-2013:component:0305 at 370203991001, "
            + "level 'community' of the net 'laoshan'."
        },
        {
            new ByDuty(Net), "sanitation", false, // two bodies at the narrowest level
            "派遣规则第 1 行：2025-03-13，分类 GB/T 30428.2-2013:component:0305，责任网“laoshan”，层级“community”，网格或区划 370203991001，"
            + "“handler”责任由 sanitation 承担；同一层级还有 greening，须由人工选择。",
            "Dispatch table, row 1: on 2025-03-13, sanitation has the duty 'handler' for class GB/T 30428.2-2013:component:0305 at 370203991001, "
            + "level 'community' of the net 'laoshan'; so have greening, and a person has to choose."
        },
        {
            new ByComponent(), "环卫中心", false,
            "派遣规则第 1 行：2025-03-13，部件 3702020305000042（距 1.5 米，未确认），网格 370203991001001，权属单位为 环卫中心（部件库 ab12:7:cd34）。",
            "Dispatch table, row 1: on 2025-03-13, 环卫中心 is the owner of component 3702020305000042 (1.5 m away, not confirmed) "
            + "in grid 370203991001001, by registry ab12:7:cd34."
        },
        {
            new ByComponent(ComponentBody.Department), "市南区城市管理局", false,
            "派遣规则第 1 行：2025-03-13，部件 3702020305000042（距 1.5 米，未确认），网格 370203991001001，主管部门为 市南区城市管理局（部件库 ab12:7:cd34）。",
            "Dispatch table, row 1: on 2025-03-13, 市南区城市管理局 is the competent department of component 3702020305000042 "
            + "(1.5 m away, not confirmed) in grid 370203991001001, by registry ab12:7:cd34."
        },
        {
            new BySuggestion(0.9m), "sanitation", true,
            "派遣规则第 1 行：2025-03-13，分类 GB/T 30428.2-2013:component:0305，网格 370203991001001，street-words 3.1 推荐 sanitation，"
            + "置信度 0.91（不低于 0.9）：文字提到垃圾。",
            "Dispatch table, row 1: on 2025-03-13, street-words 3.1 suggests sanitation for class GB/T 30428.2-2013:component:0305 "
            + "in grid 370203991001001 with confidence 0.91 (at least 0.9): The words name litter."
        },
    };

    [Theory]
    [MemberData(nameof(Explained))]
    public void Because_OfEveryKindOfRow_NamesWhatDecided(DispatchBy by, string body, bool isAutomatic, string zh, string en)
    {
        var answer = new DispatchTable([Row(by)], DispatchOrder.Listed).Answer(Question)!;
        Assert.Equal((body, isAutomatic), (answer.Assignee.Body, answer.Automatic));
        Assert.Equal(new LocalizedText(zh, en), answer.Because);
    }

    [Fact]
    public void Answer_ComponentThatSomebodyConfirmed_IsAutomaticAndSaysSo()
    {
        var answer = new DispatchTable([Row(new ByComponent(ComponentBody.Owner))], DispatchOrder.Listed)
            .Answer(Question with { Component = Bin, Place = WorkPlace.Unknown })!;
        Assert.True(answer.Automatic);
        Assert.Equal("派遣规则第 1 行：2025-03-13，部件 3702020305000042（已确认），网格未知，权属单位为 环卫中心（部件库 ab12:7:cd34）。", answer.Because.Zh);
        Assert.Equal("Dispatch table, row 1: on 2025-03-13, 环卫中心 is the owner of component 3702020305000042 (confirmed) in no known grid, "
            + "by registry ab12:7:cd34.", answer.Because.En);
    }

    [Theory] // what the policy says the registry calls it
    [InlineData("环卫中心", "cleaning")]
    [InlineData("91610800064834709T", "cleaning")]
    [InlineData("环卫", "环卫中心")]
    public void DispatchFor_BodyOfAComponent_IsWhatThePolicyCallsIt(string registered, string body)
    {
        var policy = Policy with { Dispatch = [Row(new ByComponent())], Bodies = [new BodyRow("cleaning", [registered, "other"])] };
        var item = Engine.Open(Report() with { Found = Found }, Inspector, At(Noon)).OrThrow();
        var answer = policy.DispatchFor(item, At(Noon))!;
        Assert.Equal(body, answer.Assignee.Body);
        var isNamed = body == "cleaning";
        Assert.Equal(isNamed, answer.Because.Zh.Contains("权属单位为 环卫中心，即 cleaning（部件库", StringComparison.Ordinal));
        Assert.Equal(isNamed, answer.Because.En.Contains("环卫中心, called cleaning here, is the owner", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""{"body": "a", "registered": ["x", "y"]}, {"body": "b", "registered": ["x"]}""", "bodies")]
    [InlineData("""{"body": "a"}""", "bodies[0].registered")]
    [InlineData("""{"registered": ["x"]}""", "bodies[0].body")]
    public void Read_BodiesThatCannotBe_AreNamed(string rows, string path)
    {
        Assert.Null(PolicyReader.Read(Encoding.UTF8.GetBytes($$"""{"schema": 1, "bodies": [{{rows}}] }"""), out var errors));
        Assert.Equal([path], errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("\"by\": \"duty:laoshan\"", "")]
    [InlineData("\"by\": \"duty:laoshan/handler\"", "")]
    [InlineData("\"by\": \"component\"", "")]
    [InlineData("\"by\": \"component:owner\"", "")]
    [InlineData("\"by\": \"suggestion\", \"leastConfidence\": 0.8", "")]
    [InlineData("\"by\": \"suggestion\"", "leastConfidence")]
    [InlineData("\"by\": \"suggestion\", \"leastConfidence\": 1.1", "leastConfidence")]
    [InlineData("\"by\": \"component:lender\"", "by")]
    [InlineData("\"by\": \"duty:\"", "by")]
    [InlineData("\"by\": \"duty:laoshan/\"", "by")]
    [InlineData("\"by\": \"component\", \"body\": \"b\"", "by")]
    [InlineData("\"by\": \"component\", \"crew\": \"c\"", "by")]
    [InlineData("\"crew\": \"c\"", "body")]
    [InlineData("\"body\": \"b\", \"leastConfidence\": 0.8", "leastConfidence")]
    public void Read_ARowsBy_IsTakenOrNamed(string members, string wrong)
    {
        var policy = PolicyReader.Read(Encoding.UTF8.GetBytes(
            $$"""{"schema": 1, "dispatchOrder": "listed", "dispatch": [{"profile": "city-management", {{members}}, "automatic": true}]}"""),
                out var errors);
        Assert.Equal(wrong.Length == 0 ? [] : [$"dispatch[0].{wrong}"], errors.Select(error => error.Path));
        if (policy is null) return;
        Assert.Equal(policy.ToUtf8(), PolicyReader.Read(policy.ToUtf8(), out _)!.ToUtf8());
        Assert.Equal(policy.Dispatch[0].By, PolicyReader.Read(policy.ToUtf8(), out _)!.Dispatch[0].By);
    }

    [Fact]
    public void Apply_DispatchByDuty_GoesByTheDayThatWasAskedAndKeepsWhy()
    {
        var engine = EngineWith(Policy with { Dispatch = [Row(new ByDuty(Net, "handler"))] });
        var (item, last) = Filed(engine, Report() with { Duties = Duties });
        Assert.Equal("sanitation", item.Assignee!.Body);
        Assert.Contains("on 2025-03-13, sanitation has the duty 'handler'", last.Because!.En, StringComparison.Ordinal);
        var later = Duties with { On = Day.PlusDays(1), Found = [Duties.Found[0] with { Body = "greening" }] };
        Assert.Equal("greening", Filed(engine, Report() with { Duties = later }).Item.Assignee!.Body);
    }

    [Fact]
    public void Apply_PolicyOfAVersionBefore_KeepsNoExplanation()
    {
        var (item, last) = Filed(EngineWith(AutomaticPolicy), Report());
        Assert.Equal(("浮山新区街道/环卫班组", null), (item.Assignee!.ToString(), last.Because));
        var stated = Filed(EngineWith(AutomaticPolicy with { DispatchOrder = DispatchOrder.Closest }), Report());
        Assert.NotNull(stated.Last.Because);
    }

    [Fact]
    public void Apply_ComponentNobodyConfirmed_WaitsForADispatcher()
    {
        var engine = EngineWith(Policy with { Dispatch = [Row(new ByComponent())] });
        var item = Filed(engine, Report() with { Found = Found }).Item;
        Assert.Equal("dispatching", item.State);
        var decision = engine.Apply(item, new WorkCommand("dispatch"), Centre, At(Noon));
        Assert.Equal("环卫中心", decision.OrThrow().Assignee!.Body);
        Assert.Contains("未确认", decision.Events[^1].Because!.Zh, StringComparison.Ordinal);
        Assert.Equal("assigned", Filed(engine, Report() with { Found = Found, Component = Bin }).Item.State);
    }

    [Fact]
    public void Apply_DispatcherNamesTheBody_KeepsNoExplanation()
    {
        var engine = EngineWith(Policy with { Dispatch = [Row(new ByComponent())] });
        var decision = engine.Apply(Filed(engine, Report() with { Found = Found }).Item,
            new WorkCommand("dispatch") { Assignee = new Assignee("other") }, Centre, At(Noon));
        Assert.Equal(("other", null), (decision.OrThrow().Assignee!.Body, decision.Events[^1].Because));
    }

    [Fact]
    public void ConfirmComponent_ByItsReporter_BecomesTheItemsComponent()
    {
        var item = Engine.Open(Report() with { Found = Found, ReportId = "r-1" }, Inspector, At(Noon)).OrThrow();
        var confirmed = Engine.ConfirmComponent(item, Bin, [], Inspector, At(Noon));
        Assert.Equal((Bin, Found), (confirmed.OrThrow().Component, confirmed.Item!.Found));
        var entry = confirmed.Events[^1];
        Assert.Equal(("confirm-component", Bin, Role.Inspector), (entry.Command, entry.Component, entry.Role));
        var none = Engine.ConfirmComponent(confirmed.Item, null, [], Centre, At(Noon));
        Assert.Equal((null, null, (ComponentId?)null), (none.OrThrow().Component, none.Item!.Found, none.Events[^1].Component));
    }

    [Fact]
    public void ConfirmComponent_AnotherCandidate_TakesItsBodies()
    {
        var other = Found with { Id = ComponentId.Parse("3702020305000043"), Owner = "公园管理处" };
        var engine = EngineWith(Policy with { Dispatch = [Row(new ByComponent())] });
        var item = engine.Open(Report() with { Found = Found }, Inspector, At(Noon)).OrThrow();
        item = engine.ConfirmComponent(item, other.Id, [Found, other], Centre, At(Noon)).OrThrow();
        Assert.Equal("公园管理处", engine.Policy.DispatchFor(item, At(Noon))!.Assignee.Body);
    }

    [Fact]
    public void ConfirmComponent_WhatIsNoCandidate_IsRefusedWithThoseThatAre()
    {
        var item = Engine.Open(Report() with { Found = Found }, Inspector, At(Noon)).OrThrow();
        var refusal = Engine.ConfirmComponent(item, ComponentId.Parse("3702020305000099"), [], Centre, At(Noon)).Refusal!;
        Assert.Equal(("no-candidate", "3702020305000042"), (refusal.Code, Assert.Single(refusal.Allowed)));
        Assert.Equal("3702020305000099 is not one of the components of the class near the place: 3702020305000042. Name one of them, or 'none'.",
            refusal.Message.En);
        Assert.Equal("3702020305000099 不是该位置附近的同类部件（3702020305000042），请从中选择，或填 none。", refusal.Message.Zh);
        Assert.Equal("wrong-role", Engine.ConfirmComponent(item, Bin, [], StreetOffice, At(Noon)).Refusal!.Code);
        var closed = Engine.Apply(item, new WorkCommand("reject") { Reason = "x" }, Centre, At(Noon)).OrThrow();
        Assert.Equal("closed", Engine.ConfirmComponent(closed, Bin, [], Centre, At(Noon)).Refusal!.Code);
    }

    [Fact]
    public void Read_AnItemWithLookUps_IsTheSameItem()
    {
        var item = Engine.Open(Report() with { Found = Found, Duties = Duties, Suggestion = Suggestion }, Inspector, At(Noon)).OrThrow();
        item = Engine.ConfirmComponent(item, Bin, [], Centre, At(Noon)).OrThrow();
        var read = WorkItemJson.Read(WorkItemJson.ToBytes(item));
        Assert.Equal(WorkItemJson.ToBytes(item), WorkItemJson.ToBytes(read));
        Assert.Equal((Duties, Suggestion.Bodies[0]), (read.Duties, read.Suggestion!.Bodies[0]));
    }

    private static (WorkItem Item, HistoryEntry Last) Filed(WorkEngine engine, OpenWorkItem report)
    {
        var item = engine.Apply(engine.Open(report, Inspector, At(Noon)).OrThrow(), new WorkCommand("accept"), Centre, At(Noon)).OrThrow();
        var filed = engine.Apply(item, new WorkCommand("file") { Condition = "0305-dirty" }, Centre, At(Noon));
        return (filed.OrThrow(), filed.Events[^1]);
    }
}
