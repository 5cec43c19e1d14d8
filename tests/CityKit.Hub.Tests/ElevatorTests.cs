using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core.Calendar;
using CityKit.Deciding;
using CityKit.Hub.Tests.Support;
using CityKit.Samples.Elevator;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Hub.Tests;

/// <summary>A vendor's own kind of work, as the sample has it: roles, fields, clocks and a guard of its own.</summary>
public class ElevatorTests
{
    private static readonly Instant Call = At("2026-03-13 18:02");
    private static readonly Actor Caller = Actor.Of("resident-1", "", Role.Resident);
    private static readonly Actor Technician = Actor.Of("technician-7", "虚构电梯维保", ElevatorRepair.Technician);
    private static readonly Certificates Register =
        new(ImmutableDictionary<string, Instant>.Empty.Add("technician-7", At("2027-01-01 00:00")));
    private static readonly WorkEngine Lifts = ElevatorRepair.EngineWith(Register);
    private static readonly ImmutableSortedDictionary<string, string> NoDetails = ImmutableSortedDictionary<string, string>.Empty;

    [Fact]
    public void Story_OfTheSample_EndsInServiceWithTwoRefusals()
    {
        using var output = new StringWriter();
        var (item, refusals) = Story.Run(output);
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
        var diagnose = new WorkCommand("diagnose") { Details = NoDetails.Add("fault", "门系统") };
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
        item = Lifts.Apply(item, new WorkCommand("order-part") { Details = NoDetails.Add("part", "控制板") }, Technician, Call
            + Duration.FromHours(1)).OrThrow();
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
        Assert.Equal("in-service", Lifts.Apply(item, release, Actor.Of("inspector-1", "虚构特检院", ElevatorRepair.Inspector), Call)
            .OrThrow().State);
    }

    [Fact]
    public void Profile_OfTheSample_IsWrittenAndReadBackAsTheSame()
    {
        Assert.True(Lifts.Profiles.TryGet(ElevatorRepair.ProfileId, out var profile));
        Assert.Equal(profile.ToUtf8(), ProfileReader.Read(profile.ToUtf8(), out _)!.ToUtf8());
    }

    [Fact]
    public async Task Hub_ACallWithSomebodyTrapped_IsRescuedByCommandsAndReplaysToTheSame()
    {
        await using var city = await TestCity.StartAsync(setup: TestCity.NewSetup() with
        {
            Profiles = ElevatorRepair.Profiles, Work = Lifts, Modules = [new ElevatorModule(Register)],
        });
        var called = (await city.Hub.ExecuteAsync(
            ElevatorRepair.Call("c-1", "acme/4711", "31100000000000000001", trapped: true), TestCity.Officer)).OrThrow().Item!;
        Assert.Equal(("rescue", "2号梯"), (called.State, called.Place.Spot));
        Assert.Equal(called.Id,
            (await city.Hub.ExecuteAsync(ElevatorRepair.Call("c-2", "acme/4711", "31100000000000000001", trapped: true), TestCity.Officer))
            .OrThrow().Item!.Id);
        var freed = (await StepAsync(city, called, Technician, "arrive")).OrThrow().Item!;
        Assert.Equal(("freeing", true), (freed.State, freed.ClockOf("rescue")!.OnTime));
        var another = Actor.Of("technician-8", "别的维保", ElevatorRepair.Technician);
        // of another body: for it there is no such item
        Assert.Equal("not-found", (await StepAsync(city, freed, another, "free")).Refusal?.Code);
        await using var replayed = await JournalReplay.RunAsync(city.Setup, city.Hub.Store.ReadJournalAsync(0, default));
        Assert.Equal(await city.ExportAsync(), await TestCity.ExportAsync(replayed));
    }

    private static ValueTask<CommandAnswer> StepAsync(TestCity city, WorkItem item, Actor actor, string command) =>
        city.Hub.ExecuteAsync(new StepItem($"{actor.Id}-{command}", item.Id, new WorkCommand(command)), actor);

    private static Instant At(string local) =>
        LocalDateTimePattern.CreateWithInvariantCulture("uuuu-MM-dd HH:mm").Parse(local).Value.InZoneStrictly(WorkCalendar.Zone)
            .ToInstant();

    private static WorkDecision Open(bool trapped) =>
        Lifts.Open(ElevatorRepair.CallFrom("call/1", "31100000000000000001", trapped), Caller, Call);

    private static WorkItem Diagnosed()
    {
        var item = Lifts.Apply(Open(trapped: false).OrThrow(), new WorkCommand("arrive"), Technician, Call).OrThrow();
        return Lifts.Apply(item, new WorkCommand("diagnose") { Details = NoDetails.Add("fault", "门系统") }, Technician, Call).OrThrow();
    }
}
