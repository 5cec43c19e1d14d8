using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Tests.Registry;

public class ComponentHistoryTests
{
    private static readonly GeoPoint Elsewhere = GeoPoint.FromDegrees(120.39, 36.07);

    private static ComponentHistory Begun => ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0));

    [Fact]
    public void On_EachDayOfALife_SaysWhatWasTrueThen()
    {
        var history = Begun.Move(Elsewhere, GridKey.Of(UnitGridCode.Parse("370202001002001")), Samples.Record(10)).OrThrow()
            .Damage(Samples.Record(20, "case 20260721000001")).OrThrow().Repair(Samples.Record(22)).OrThrow()
            .HandOver(Samples.Bureau, Samples.Lighting, new ResponsibleBody("养护三队"), Samples.Record(30)).OrThrow()
                .Remove(Samples.Record(40)).OrThrow();
        Assert.Null(history.On(Samples.Day.PlusDays(-1)));
        Assert.Equal(Samples.Lamp(1), history.On(Samples.Day.PlusDays(9)));
        Assert.Equal(Elsewhere, history.On(Samples.Day.PlusDays(10))!.Location);
        Assert.Equal("370202001002", history.On(Samples.Day.PlusDays(10))!.Community!.Value.Code.ToString());
        Assert.Equal("香港中路街道", history.On(Samples.Day.PlusDays(10))!.Street!.Value.Name);
        Assert.Equal(ComponentState.Damaged, history.On(Samples.Day.PlusDays(21))!.State);
        Assert.Equal(ComponentState.Intact, history.On(Samples.Day.PlusDays(29))!.State);
        Assert.Equal("养护二队", history.ResponsibleOn(Samples.Day.PlusDays(29))!.Maintainer!.Name);
        Assert.Equal("养护三队", history.ResponsibleOn(Samples.Day.PlusDays(30))!.Maintainer!.Name);
        Assert.Equal((ComponentState.Removed, Samples.Day, Samples.Day.PlusDays(40)),
            (history.Current.State, history.Current.FirstSurveyed, history.Current.Changed));
        Assert.Equal([1, 2, 3, 4, 5, 6], history.Events.Select(entry => entry.Number));
    }

    [Fact]
    public void On_TwoEntriesOfOneDay_TheLaterHolds()
    {
        var history = Begun.Damage(Samples.Record(5)).OrThrow().Repair(Samples.Record(5)).OrThrow();
        Assert.Equal(ComponentState.Intact, history.On(Samples.Day.PlusDays(5))!.State);
    }

    [Fact]
    public void Change_AfterRemoval_IsRefusedAndChangesNothing()
    {
        var history = Begun.Remove(Samples.Record(1)).OrThrow();
        Assert.Equal("removed", history.Damage(Samples.Record(2)).Refusal?.Code);
        Assert.Equal("removed", history.Resurvey(Samples.Lamp(1), Samples.Record(2)).Refusal?.Code);
        Assert.Equal(2, history.Events.Length);
    }

    [Fact]
    public void Change_BeforeTheLastEntry_IsRefused() =>
        Assert.Equal("before-last", Begun.Damage(Samples.Record(3)).OrThrow().Repair(Samples.Record(2)).Refusal?.Code);

    [Fact]
    public void Turn_FromAWrongState_IsRefused()
    {
        Assert.Equal("wrong-state", Begun.Repair(Samples.Record(1)).Refusal?.Code);
        Assert.Equal("wrong-state", Begun.Damage(Samples.Record(1)).OrThrow().Damage(Samples.Record(2)).Refusal?.Code);
        Assert.Equal("same-place", Begun.Move(Begun.Current.Location, Begun.Current.Grid, Samples.Record(1)).Refusal?.Code);
        Assert.Throws<RefusedException>(() => Begun.Repair(Samples.Record(1)).OrThrow());
    }

    [Fact]
    public void Turn_LostAndFound_IsIntactAgain()
    {
        var history = Begun.Lose(Samples.Record(1)).OrThrow().Resurvey(Samples.Lamp(1), Samples.Record(2)).OrThrow();
        Assert.Equal((ComponentState.Intact, ComponentEventKind.Survey), (history.Current.State, history.Events[^1].Kind));
        Assert.Equal(ComponentState.Abandoned, history.Abandon(Samples.Record(3)).OrThrow().Current.State);
    }

    [Fact]
    public void Of_EntriesOutOfOrder_Throws()
    {
        var events = Begun.Damage(Samples.Record(1)).OrThrow().Events;
        Assert.Equal(events.ToArray(), ComponentHistory.Of(events).Events.ToArray());
        Assert.Throws<ArgumentException>(() => ComponentHistory.Of([]));
        Assert.Throws<ArgumentException>(() => ComponentHistory.Of(events.Reverse()));
        Assert.Throws<ArgumentException>(() => Begun.Damage(Samples.Record(1) with { By = "" }));
        Assert.Throws<ArgumentException>(() => Begun.Resurvey(Samples.Lamp(2), Samples.Record(1)));
    }
}
