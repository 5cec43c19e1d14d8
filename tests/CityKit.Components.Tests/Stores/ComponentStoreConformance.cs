using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Tests.Stores;

/// <summary>What every component store must do. A store's tests name it and say how to open the same one again.</summary>
public abstract class ComponentStoreConformance
{
    /// <summary>The same store, as after a restart; not yet open.</summary>
    public abstract IComponentStore Reopen();

    [Fact]
    public async Task Find_AfterALifeAndARestart_GivesTheSameHistory()
    {
        var history = Life(1);
        await using (var store = await OpenedAsync())
            Assert.Null(await store.AppendAsync(history.Events));
        await using var again = await OpenedAsync();
        var found = await again.FindAsync(Samples.Id(1));
        Assert.Equal(history.Events.ToArray(), found!.Events.ToArray());
        Assert.Equal("养护二队", found.ResponsibleOn(Samples.Day.PlusDays(3))!.Maintainer!.Name);
        Assert.Null(await again.FindAsync(Samples.Id(2)));
        Assert.Null(await again.FindAsync(default));
    }

    [Fact]
    public async Task Find_ABareComponent_KeepsWhatIsNotThere()
    {
        var bare = Samples.Lamp(1) with { Owner = null, Maintainer = null, Street = null, Community = null, Photos = default, Note = "", DataSource = default, Department = new ResponsibleBody("局") };
        await using var store = await OpenedAsync();
        Assert.Null(await store.AppendAsync(ComponentHistory.Begin(bare, Samples.Record(0)).Events));
        Assert.Equal(bare, (await store.FindAsync(bare.Id))!.Current);
    }

    [Fact]
    public async Task Append_OutOfTurn_IsRefusedAndNothingOfItKept()
    {
        await using var store = await OpenedAsync();
        var history = Life(1);
        Assert.Null(await store.AppendAsync([.. history.Events.Take(2)]));
        var other = ComponentHistory.Begin(Samples.Lamp(2), Samples.Record(0)).Events[0];
        Assert.Equal("out-of-turn", (await store.AppendAsync([other, history.Events[0]]))?.Code);
        Assert.Equal("out-of-turn", (await store.AppendAsync([other, history.Events[1]]))?.Code);
        Assert.Equal("out-of-turn", (await store.AppendAsync([other, history.Events[3]]))?.Code);
        Assert.Equal(ComponentStoreRefusals.OutOfTurn(Life(3).Events[1], 0).Message, (await store.AppendAsync([other, Life(3).Events[1]]))?.Message);
        Assert.Equal(1, await store.CountAsync());
        Assert.Null(await store.FindAsync(other.After.Id));
        Assert.Null(await store.AppendAsync([other, .. history.Events.Skip(2)]));
        Assert.Equal(history.Events.ToArray(), (await store.FindAsync(Samples.Id(1)))!.Events.ToArray());
    }

    [Fact]
    public async Task Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved()
    {
        const int Count = 4_321;
        await using var store = await OpenedAsync();
        Assert.Null(await store.AppendAsync([.. Enumerable.Range(1, Count).Reverse().Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
        var begun = (await store.FindAsync(Samples.Id(7)))!;
        Assert.Null(await store.AppendAsync([begun.Remove(Samples.Record(1)).OrThrow().Events[^1]]));
        var moved = (await store.FindAsync(Samples.Id(9)))!.Move(GeoPoint.FromDegrees(121, 37), begun.Current.Grid, Samples.Record(1)).OrThrow();
        Assert.Null(await store.AppendAsync([moved.Events[^1]]));
        var (last, places) = (await ListAsync(store.ReadLastAsync()), await ListAsync(store.ReadPlacesAsync()));
        Assert.Equal(Enumerable.Range(1, Count), last.Select(entry => entry.After.Id.Sequence));
        Assert.Equal(ComponentState.Removed, last[6].After.State);
        Assert.Equal(Enumerable.Range(1, Count).Where(i => i != 7), places.Select(place => place.Id.Sequence));
        Assert.Equal(moved.Current.Location, places[7].Location);
        Assert.Equal(Count, await store.CountAsync());
    }

    [Fact]
    public async Task ReadPlaces_IntoAnIndex_FindsWhoseLampItIs()
    {
        await using var store = await OpenedAsync();
        Assert.Null(await store.AppendAsync([.. Life(1).Events, .. Enumerable.Range(2, 20).Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
        var index = ComponentIndex.Build(await ListAsync(store.ReadPlacesAsync()));
        var found = new NearbyComponent[1];
        Assert.Equal(1, index.Nearest(Samples.Lamp(5).Location, found, ClassFilter.Of(Samples.Id(1).Class), withinMetres: 5));
        var responsible = (await store.FindAsync(found[0].Id))!.ResponsibleOn(Samples.Day)!;
        Assert.Equal((Samples.Id(5), "路灯管理处", "养护二队"), (responsible.Component.Id, responsible.Owner!.Name, responsible.Maintainer!.Name));
    }

    [Fact]
    public async Task Summaries_AfterALifeAndARestart_AreThoseOfTheLastEntries()
    {
        var bare = Samples.Lamp(2) with { Owner = null, Maintainer = null, ExternalId = "PF-0002" };
        var older = Samples.Lamp(3) with { Id = ComponentId.Parse("3702020137000042"),
            Grid = GridKey.Of(UnitGridCode.Parse("37020200100107")),
            ExternalId = "PF-0002" };
        ComponentHistory[] histories = [ComponentHistory.Begin(older, Samples.Record(1)), Life(1),
            ComponentHistory.Begin(bare, Samples.Record(0)).Remove(Samples.Record(3)).OrThrow()];
        await using (var store = await OpenedAsync())
        {
            Assert.Null(await store.AppendAsync([.. histories.SelectMany(history => history.Events)]));
            Assert.NotNull(await store.AppendAsync(
                [ComponentHistory.Begin(Samples.Lamp(4) with { Owner = new ResponsibleBody("another") }, Samples.Record(0)).Events[0],
                Life(1).Events[0]]));
            Assert.Null(await store.AppendAsync(
                [ComponentHistory.Begin(Samples.Lamp(5) with { Owner = new ResponsibleBody("another") }, Samples.Record(0)).Events[0]]));
        }
        await using var again = await OpenedAsync();
        var expected = histories.Select(history => ComponentSummary.Of(history.Events[^1])).ToList();
        var found = await RowsAsync(again.ReadSummariesAsync(default, SummaryParts.All));
        Assert.Equal(expected, found.Take(3).Select(row => row with { ExternalId = row.ExternalId ?? "" }));
        Assert.Equal("another", found[3].Owner!.Name);
        ComponentId[] asked = [Samples.Id(2), Samples.Id(77), older.Id];
        Assert.Equal([expected[2].Id, expected[0].Id], (await RowsAsync(again.FindSummariesAsync(asked, SummaryParts.None)))
            .Select(row => row.Id));
        Assert.Equal([histories[2].Events[^1], histories[0].Events[^1]], await ListAsync(again.FindLastAsync(asked)));
        Assert.Equal([Samples.Id(1), Samples.Id(2), Samples.Id(5)], (await RowsAsync(again.ReadSummariesAsync(older.Id, SummaryParts.None)))
            .Select(row => row.Id));
        Assert.Equal([older.Id, bare.Id], await again.FindByExternalIdAsync("PF-0002"));
        Assert.Empty(await again.FindByExternalIdAsync("PF-0003"));
        Assert.Equal([Samples.Id(1), bare.Id], await again.ChangedAfterAsync(Samples.Day.PlusDays(2)));
        Assert.Equal([Samples.Id(1)], await again.ChangedAfterAsync(Samples.Day.PlusDays(3)));
    }

    [Fact]
    public async Task LastSequence_OfAClass_IsTheHighestGiven()
    {
        await using var store = await OpenedAsync();
        var (county, lamp) = (AreaCode.Parse("370202"), Samples.Id(1).Class);
        Assert.Equal(0, await store.LastSequenceAsync(county, lamp));
        Assert.Null(await store.AppendAsync([.. new[] { 3, 999_999, 12 }.Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
        Assert.Equal(999_999, await store.LastSequenceAsync(county, lamp));
        Assert.Equal(0, await store.LastSequenceAsync(county, Samples.Id(1, "01038").Class));
        Assert.Equal(0, await store.LastSequenceAsync(AreaCode.Parse("370203"), lamp));
    }

    [Fact]
    public async Task LastSequence_OfAnOwnScheme_IsTheHighestGivenInIt()
    {
        await using var store = await OpenedAsync();
        var (hydrant, bin) = (ComponentId.Parse("nyc-01043-0000001"), ComponentId.Parse("zh-01043-0000007"));
        Assert.Equal(0, await store.LastSequenceAsync(default, hydrant.Class));
        var all = new[] { hydrant.WithSequence(3), hydrant.WithSequence(9_999_999), bin,
            Samples.Id(12) }.Select(id => Samples.Lamp(1) with { Id = id });
        Assert.Null(await store.AppendAsync([.. all.Select(component => ComponentHistory.Begin(component, Samples.Record(0)).Events[0])]));
        Assert.Equal((9_999_999, 7),
            (await store.LastSequenceAsync(default, hydrant.Class), await store.LastSequenceAsync(default, bin.Class)));
        Assert.Equal(0, await store.LastSequenceAsync(default, ClassKey.Component(hydrant.Scheme.Standard, "01044")));
        Assert.Equal([Samples.Id(12), hydrant.WithSequence(3), hydrant.WithSequence(9_999_999), bin],
            (await ListAsync(store.ReadPlacesAsync())).Select(place => place.Id));
        var found = new NearbyComponent[4];
        Assert.Equal(2, (await store.LoadIndexAsync()).Nearest(Samples.Lamp(1).Location, found, ClassFilter.Of(hydrant.Class)));
    }

    [Fact]
    public async Task Append_WithAMark_KeepsBothOrNeither()
    {
        var history = Life(1);
        var (first, second) = (new ImportMark("survey-1", 1_000, "ab", Samples.Record(3).RecordedAt, 4, 3, 1, 77), new ImportMark("survey-1", 2_000, "cd", Samples.Record(3).RecordedAt, 9, 8, 1, 77, IsDone: true) { Terms = "columns=lng=LON\nsystem=Wgs84" });
        await using (var store = await OpenedAsync())
        {
            Assert.Null(await store.FindMarkAsync("survey-1"));
            Assert.Null(await store.AppendAsync([history.Events[0]], first));
            Assert.Equal("out-of-turn", (await store.AppendAsync([history.Events[2]], second))?.Code);
        }
        await using var again = await OpenedAsync();
        Assert.Equal(first, await again.FindMarkAsync("survey-1"));
        Assert.Null(await again.AppendAsync([], second));
        Assert.Equal((second, null), (await again.FindMarkAsync("survey-1"), await again.FindMarkAsync("survey-2")));
    }

    [Fact]
    public async Task State_ChangesWithEveryAppendAndOnlyThen()
    {
        await using var store = await OpenedAsync();
        var begun = await store.StateAsync();
        Assert.NotEmpty(begun.Id);
        Assert.Null(await store.AppendAsync([Life(1).Events[0]]));
        var after = await store.StateAsync();
        Assert.Equal(begun with { Revision = begun.Revision + 1 }, after);
        Assert.NotNull(await store.AppendAsync([Life(1).Events[0]]));
        Assert.Null(await store.AppendAsync([], new ImportMark("x", 1, "", Samples.Record(0).RecordedAt)));
        Assert.Equal(after, await store.StateAsync());
    }

    [Fact]
    public async Task Digest_OfWhatWasAdded_IsTheSameInEveryStoreAndAnotherForAnythingElse()
    {
        string first, second;
        await using (var store = await OpenedAsync())
        {
            Assert.Equal("", await store.DigestAsync());
            Assert.Null(await store.AppendAsync(ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0)).Events));
            first = await store.DigestAsync();
            Assert.NotNull(await store.AppendAsync(ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(1)).Events)); // out of turn
            Assert.Equal(first, await store.DigestAsync());
            Assert.Null(await store.AppendAsync(ComponentHistory.Begin(Samples.Lamp(2), Samples.Record(0)).Events));
            second = await store.DigestAsync();
        }
        Assert.Equal((64, 64, false), (first.Length, second.Length, first == second));
        await using var other = new InMemoryComponentStore();
        Assert.Null(await other.AppendAsync(ComponentHistory.Begin(Samples.Lamp(1), Samples.Record(0)).Events));
        Assert.Equal(first, await other.DigestAsync());
    }

    [Fact]
    public async Task LoadIndex_AfterChangesAndARestart_IsAsTheComponentsStand()
    {
        await using (var store = await OpenedAsync())
        {
            Assert.Null(await store.AppendAsync([.. Enumerable.Range(1, 50).Select(i => ComponentHistory.Begin(Samples.Lamp(i), Samples.Record(0)).Events[0])]));
            await store.SaveIndexAsync(await store.LoadIndexAsync());
            Assert.Null(await store.AppendAsync([(await store.FindAsync(Samples.Id(7)))!.Remove(Samples.Record(1)).OrThrow().Events[^1]]));
            Assert.Null(await store.AppendAsync([(await store.FindAsync(Samples.Id(9)))!.Damage(Samples.Record(1)).OrThrow().Events[^1]]));
        }
        await using var again = await OpenedAsync();
        var (index, found) = (await again.LoadIndexAsync(), new NearbyComponent[1]);
        Assert.Equal(49, index.Count);
        Assert.Equal(1, index.Nearest(Samples.Lamp(7).Location, found));
        Assert.NotEqual(Samples.Id(7), found[0].Id);
        var damaged = ClassFilter.Any.InStates(ComponentState.Damaged);
        Assert.Equal((1, Samples.Id(9)), (index.Nearest(Samples.Lamp(7).Location, found, damaged), found[0].Id));
        Assert.Equal(49, (await again.LoadIndexAsync()).Count);
    }

    private static ComponentHistory Life(int sequence) => ComponentHistory.Begin(Samples.Lamp(sequence), Samples.Record(0))
        .Damage(Samples.Record(2, "case 1")).OrThrow().Repair(Samples.Record(4)).OrThrow()
        .HandOver(Samples.Bureau, null, new ResponsibleBody("养护三队"), Samples.Record(6)).OrThrow();

    private async Task<IComponentStore> OpenedAsync()
    {
        var store = Reopen();
        await store.OpenAsync();
        return store;
    }

    private protected static async Task<List<ComponentSummary>> RowsAsync(IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> pages)
    {
        List<ComponentSummary> rows = [];
        await foreach (var page in pages) rows.AddRange(page.Span);
        return rows;
    }

    private static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> rows)
    {
        List<T> list = [];
        await foreach (var row in rows) list.Add(row);
        return list;
    }
}
