using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Components;

public sealed partial class ComponentStoreConformance
{
    private const int MoreThanAPage = 4_321;

    /// <summary>A component's entries are what was added, also after a restart.</summary>
    public async Task Find_AfterALifeAndARestart_GivesTheSameHistory()
    {
        var (open, history) = (create(), SampleLamps.Life(1));
        await using (var store = await OpenedAsync(open).ConfigureAwait(false))
            await AddAsync(store, [.. history.Events]).ConfigureAwait(false);
        await using var again = await OpenedAsync(open).ConfigureAwait(false);
        var found = await again.FindAsync(SampleLamps.Id(1)).ConfigureAwait(false);
        Expect.True(found?.Events.SequenceEqual(history.Events) == true, "the history is the one that was added");
        Expect.Equal(SampleLamps.Crew.Name, found!.ResponsibleOn(SampleLamps.Day.PlusDays(3))?.Maintainer?.Name, "who maintained it then");
        Expect.Equal(null, await again.FindAsync(SampleLamps.Id(2)).ConfigureAwait(false), "the history of a component that is not there");
        Expect.Equal(null, await again.FindAsync(default).ConfigureAwait(false), "the history of no component");
    }

    /// <summary>What a component does not have is not there when it is read.</summary>
    public async Task Find_ABareComponent_KeepsWhatIsNotThere()
    {
        var bare = SampleLamps.Bare(1);
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddAsync(store, SampleLamps.First(bare)).ConfigureAwait(false);
        Expect.Equal(bare, (await store.FindAsync(bare.Id).ConfigureAwait(false))?.Current, "the component");
    }

    /// <summary>Entries are kept in their turn, all or none, and the refusal says what the next one is.</summary>
    public async Task Append_OutOfTurn_IsRefusedAndNothingOfItKept()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        var (life, other, stranger) = (SampleLamps.Life(1).Events, SampleLamps.First(2), SampleLamps.Life(3).Events[1]);
        await AddAsync(store, life[0], life[1]).ConfigureAwait(false);
        await ExpectOutOfTurnAsync(store, "a first entry again", other, life[0]).ConfigureAwait(false);
        await ExpectOutOfTurnAsync(store, "the last entry again", other, life[1]).ConfigureAwait(false);
        await ExpectOutOfTurnAsync(store, "an entry after the next", other, life[3]).ConfigureAwait(false);
        Expect.Equal(ComponentStoreRefusals.OutOfTurn(stranger, 0).Message,
            (await store.AppendAsync([other, stranger]).ConfigureAwait(false))?.Message, "the refusal of a second entry without a first");
        Expect.Equal(1, await store.CountAsync().ConfigureAwait(false), "the number of components");
        Expect.Equal(null, await store.FindAsync(other.After.Id).ConfigureAwait(false), "what came with a refused entry");
        await AddAsync(store, other, life[2], life[3]).ConfigureAwait(false);
        var found = await store.FindAsync(SampleLamps.Id(1)).ConfigureAwait(false);
        Expect.True(found?.Events.SequenceEqual(life) == true, "the history is whole after all");
    }

    /// <summary>Reading everything is in the order of the ids' numbers, over pages; a removed component has no place.</summary>
    public async Task Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddAsync(store, [.. Enumerable.Range(1, MoreThanAPage).Reverse().Select(SampleLamps.First)]).ConfigureAwait(false);
        var gone = await RemoveAsync(store, 7).ConfigureAwait(false);
        var moved = (await store.FindAsync(SampleLamps.Id(9)).ConfigureAwait(false))!
            .Move(GeoPoint.FromDegrees(121, 37), gone.Grid, SampleLamps.Record(1)).OrThrow();
        await AddAsync(store, moved.Events[^1]).ConfigureAwait(false);
        var last = await store.ReadLastAsync().ToListAsync().ConfigureAwait(false);
        var places = await store.ReadPlacesAsync().ToListAsync().ConfigureAwait(false);
        ExpectAll(Enumerable.Range(1, MoreThanAPage), last.Select(entry => entry.After.Id.Sequence), "the last entries");
        Expect.Equal(ComponentState.Removed, last[6].After.State, "the state of the removed one");
        ExpectAll(Enumerable.Range(1, MoreThanAPage).Where(i => i != 7), places.Select(place => place.Id.Sequence), "the places");
        Expect.Equal(moved.Current.Location, places[7].Location, "the place of the moved one");
        Expect.Equal(MoreThanAPage, await store.CountAsync().ConfigureAwait(false), "the number of components");
    }

    /// <summary>Places are what an index is built from.</summary>
    public async Task ReadPlaces_IntoAnIndex_FindsWhoseLampItIs()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddAsync(store, [.. SampleLamps.Life(1).Events, .. Enumerable.Range(2, 20).Select(SampleLamps.First)]).ConfigureAwait(false);
        var index = ComponentIndex.Build(await store.ReadPlacesAsync().ToListAsync().ConfigureAwait(false));
        var found = new NearbyComponent[1];
        Expect.Equal(1, index.Nearest(SampleLamps.Of(5).Location, found, ClassFilter.Of(SampleLamps.Id(1).Class), withinMetres: 5),
            "how many are near");
        Expect.Equal(SampleLamps.Id(5), found[0].Id, "the nearest lamp");
        var responsible = (await store.FindAsync(found[0].Id).ConfigureAwait(false))?.ResponsibleOn(SampleLamps.Day);
        Expect.Equal(SampleLamps.Of(5).Owner, responsible?.Owner, "its owner");
        Expect.Equal(SampleLamps.Crew, responsible?.Maintainer, "its maintainer");
    }

    /// <summary>The index is of the components as they are, also one that was kept before a change.</summary>
    public async Task LoadIndex_AfterChangesAndARestart_IsAsTheComponentsAre()
    {
        var open = create();
        await using (var store = await OpenedAsync(open).ConfigureAwait(false))
        {
            await AddAsync(store, [.. Enumerable.Range(1, 50).Select(SampleLamps.First)]).ConfigureAwait(false);
            await store.SaveIndexAsync(await store.LoadIndexAsync().ConfigureAwait(false)).ConfigureAwait(false);
            await RemoveAsync(store, 7).ConfigureAwait(false);
            var damaged = (await store.FindAsync(SampleLamps.Id(9)).ConfigureAwait(false))!.Damage(SampleLamps.Record(1)).OrThrow();
            await AddAsync(store, damaged.Events[^1]).ConfigureAwait(false);
        }
        await using var again = await OpenedAsync(open).ConfigureAwait(false);
        var (index, found) = (await again.LoadIndexAsync().ConfigureAwait(false), new NearbyComponent[1]);
        Expect.Equal(49, index.Count, "the number of places");
        Expect.Equal(1, index.Nearest(SampleLamps.Of(7).Location, found), "how many are near the removed one");
        Expect.True(found[0].Id != SampleLamps.Id(7), "a removed component is not found");
        var damagedOnes = ClassFilter.Any.InStates(ComponentState.Damaged);
        Expect.Equal(1, index.Nearest(SampleLamps.Of(7).Location, found, damagedOnes), "how many are damaged");
        Expect.Equal(SampleLamps.Id(9), found[0].Id, "the damaged one");
        Expect.Equal(49, (await again.LoadIndexAsync().ConfigureAwait(false)).Count, "the number of places, loaded again");
    }

    private static async Task<Component> RemoveAsync(IComponentStore store, int sequence)
    {
        var begun = (await store.FindAsync(SampleLamps.Id(sequence)).ConfigureAwait(false))!;
        await AddAsync(store, begun.Remove(SampleLamps.Record(1)).OrThrow().Events[^1]).ConfigureAwait(false);
        return begun.Current;
    }
}
