using System.Collections.Immutable;
using CityKit.Cases.Profiles;
using CityKit.Samples.Elevator;
using NodaTime;
using static CityKit.Cases.Tests.TestWorld;

namespace CityKit.Cases.Tests.Kinds;

/// <summary>A vendor's own kind of work, as the sample has it: roles, fields, clocks and a guard of its own.</summary>
public class ElevatorTests
{
    private static readonly Instant Call = At("2026-03-13 18:02");
    private static readonly Actor Caller = Actor.Of("resident-1", "", Role.Resident);
    private static readonly Actor Technician = Actor.Of("technician-7", "虚构电梯维保", ElevatorRepair.Technician);
    private static readonly WorkEngine Lifts =
        ElevatorRepair.EngineWith(new Certificates(ImmutableDictionary<string, Instant>.Empty.Add("technician-7", At("2027-01-01 00:00"))));

    [Fact]
    public void Story_OfTheSample_EndsInServiceWithTwoRefusals()
    {
        using var output = new StringWriter();
        var (item, refusals) = CityKit.Samples.Elevator.Story.Run(output);
        Assert.Equal(("in-service", 2, false), (item.State, refusals, item.IsOpen));
        Assert.Contains("it takes a valid certificate for lifts", output.ToString(), StringComparison.Ordinal);
        Assert.True(item.ClockOf("rescue")!.OnTime);
    }

    [Fact]
    public void Open_WithSomebodyTrapped_TellsTheRescueAtOnceAndStartsItsClock()
    {
        var decision = Open(trapped: true);
        Assert.Equal("rescue", decision.OrThrow().State);
        Assert.Contains("contact:rescue", decision.Notices.Select(notice => notice.To.ToString()));
        Assert.Equal(Call + Duration.FromMinutes(30), decision.Item!.ClockOf("rescue")!.Deadline!.Value.At);
    }

    [Fact]
    public void Open_WithNobodyTrapped_StartsNoRescueClock()
    {
        var item = Open(trapped: false).OrThrow();
        Assert.Equal(("called", null, new Assignee("虚构电梯维保", "急修班")), (item.State, item.ClockOf("rescue"), item.Assignee));
    }

    [Fact]
    public void Open_FromAPlaceWithoutAPoint_KeepsBuildingAndLift()
    {
        var place = Open(trapped: false).OrThrow().Place;
        Assert.Equal((null, "3号楼", "2号梯"), (place.Point, place.Building, place.Spot));
    }

    [Fact]
    public void Tick_NobodyOnSiteInThirtyMinutes_TellsTheRescueAgain()
    {
        var late = Lifts.Tick(Open(trapped: true).OrThrow(), Call + Duration.FromMinutes(31));
        Assert.Equal("overdue/rescue", Assert.Single(late.Events).Command);
        Assert.Equal(["role:DutyOfficer", "contact:rescue"], late.Notices.Select(notice => notice.To.ToString()));
    }

    [Fact]
    public void Diagnose_WithACertificateThatHasExpired_IsRefusedByTheVendorsOwnGuard()
    {
        var item = Lifts.Apply(Open(trapped: false).OrThrow(), new WorkCommand("arrive"), Technician, Call).OrThrow();
        var diagnose = new WorkCommand("diagnose") { Details = WorkItem.NoDetails.Add("fault", "门系统") };
        Assert.True(Lifts.Apply(item, diagnose, Technician, Call).Done);
        var refusal = Lifts.Apply(item, diagnose, Technician, At("2027-01-01 00:00")).Refusal!;
        Assert.Equal(("guard", "须持有效的电梯作业证"), (refusal.Code, refusal.Message.Zh));
        Assert.DoesNotContain("diagnose", refusal.Allowed);
    }

    [Fact]
    public void Diagnose_WithoutTheVendorsCode_SaysWhichGuardNobodyAnswersFor()
    {
        var without = new WorkEngine(Lifts.Profiles, Lifts.Policy, Lifts.Calendar);
        var item = Lifts.Apply(Open(trapped: false).OrThrow(), new WorkCommand("arrive"), Technician, Call).OrThrow();
        var refusal = without.Apply(item, new WorkCommand("diagnose"), Technician, Call).Refusal!;
        Assert.Equal("unknown-guard", refusal.Code);
        Assert.Contains("certified", refusal.Message.En, StringComparison.Ordinal);
    }

    [Fact]
    public void OrderPart_StopsTheClockUntilItCame()
    {
        var item = Diagnosed();
        item = Lifts.Apply(item, new WorkCommand("order-part") { Details = WorkItem.NoDetails.Add("part", "控制板") }, Technician, Call + Duration.FromHours(1)).OrThrow();
        Assert.Null(item.Deadline);
        Assert.NotNull(item.ClockOf("delivery")!.Deadline);
        item = Lifts.Apply(item, new WorkCommand("part-arrived"), Technician, Call + Duration.FromHours(49)).OrThrow();
        Assert.Equal(Call + Duration.FromHours(72), item.Deadline!.Value.At); // 24 hours of repair and 48 of waiting
        Assert.True(item.ClockOf("delivery")!.OnTime);
    }

    [Fact]
    public void Release_ByAnInspectorOfTheSameBody_IsRefused()
    {
        var item = Lifts.Apply(Diagnosed(), new WorkCommand("repair") { Photo = "photo/1" }, Technician, Call).OrThrow();
        var release = new WorkCommand("release") { Photo = "photo/2" };
        var own = Lifts.Apply(item, release, Actor.Of("inspector-9", "虚构电梯维保", ElevatorRepair.Inspector), Call).Refusal!;
        Assert.Equal("检验员不得与维保人员同属一个单位", own.Message.Zh);
        Assert.Equal("wrong-role", Lifts.Apply(item, release, Technician, Call).Refusal?.Code);
        Assert.Equal("in-service", Lifts.Apply(item, release, Actor.Of("inspector-1", "虚构特检院", ElevatorRepair.Inspector), Call).OrThrow().State);
    }

    [Fact]
    public void Details_GivenInAnyOrder_AreKeptByTheirIds()
    {
        var backwards = ImmutableSortedDictionary.Create<string, string>(Comparer<string>.Create((a, b) => string.CompareOrdinal(b, a)))
            .Add("a", "1").Add("b", "2");
        Assert.Equal(["a", "b"], new WorkCommand("x") { Details = backwards }.Details.Keys);
        Assert.Equal(["a", "b"], new OpenWorkItem(default, "x", "x") { Details = backwards }.Details.Keys);
    }

    [Fact]
    public void Profile_OfTheSample_IsWrittenAndReadBackAsTheSame()
    {
        Assert.True(Lifts.Profiles.TryGet(ElevatorRepair.ProfileId, out var profile));
        Assert.Equal(profile.ToUtf8(), ProfileReader.Read(profile.ToUtf8(), out _)!.ToUtf8());
    }

    private static WorkDecision Open(bool trapped) => Lifts.Open(ElevatorRepair.CallFrom("call/1", "31100000000000000001", trapped), Caller, Call);

    private static WorkItem Diagnosed()
    {
        var item = Lifts.Apply(Open(trapped: false).OrThrow(), new WorkCommand("arrive"), Technician, Call).OrThrow();
        return Lifts.Apply(item, new WorkCommand("diagnose") { Details = WorkItem.NoDetails.Add("fault", "门系统") }, Technician, Call).OrThrow();
    }
}
