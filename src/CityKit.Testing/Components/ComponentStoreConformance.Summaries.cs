using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Components;

public sealed partial class ComponentStoreConformance
{
    private const string SharedName = "PF-0002";

    /// <summary>An id of 16 digits, of before 2026.</summary>
    private static ComponentId OlderId { get; } = ComponentId.Parse("3702020137000042");

    /// <summary>In the order of the ids' numbers: one of before, one with a life, one that was removed.</summary>
    private static ComponentHistory[] Three { get; } =
    [
        ComponentHistory.Begin(SampleLamps.Of(3) with
        {
            Id = OlderId, Grid = GridKey.Of(UnitGridCode.Parse("37020200100107")), ExternalId = SharedName,
        }, SampleLamps.Record(1)),
        SampleLamps.Life(1),
        ComponentHistory.Begin(SampleLamps.Of(2) with { Owner = null, Maintainer = null, ExternalId = SharedName }, SampleLamps.Record(0))
            .Remove(SampleLamps.Record(3)).OrThrow(),
    ];

    /// <summary>A summary has what the last entry has, also after a restart; what was refused leaves nothing in it.</summary>
    public async Task Summaries_AfterALifeAndARestart_AreThoseOfTheLastEntries()
    {
        var (open, another) = (create(), new ResponsibleBody("another"));
        await using (var store = await OpenedAsync(open).ConfigureAwait(false))
        {
            await AddThreeAsync(store).ConfigureAwait(false);
            await ExpectOutOfTurnAsync(store, "a first entry again",
                SampleLamps.First(SampleLamps.Of(4) with { Owner = another }), SampleLamps.First(1)).ConfigureAwait(false);
            await AddAsync(store, SampleLamps.First(SampleLamps.Of(5) with { Owner = another })).ConfigureAwait(false);
        }
        await using var again = await OpenedAsync(open).ConfigureAwait(false);
        var found = await RowsAsync(again.ReadSummariesAsync(default, SummaryParts.All)).ConfigureAwait(false);
        ExpectAll(Three.Select(history => ComponentSummary.Of(history.Events[^1])),
            found.Take(3).Select(row => row with { ExternalId = row.ExternalId ?? "" }), "the summaries");
        Expect.Equal("another", found[3].Owner?.Name, "the owner of the one that came after a refusal");
        Expect.Equal(4, found.Count, "the number of summaries");
    }

    /// <summary>Some are found in the order they are asked for, what is not there is passed over; all are read after any id.</summary>
    public async Task Summaries_OfSomeOrAfterOne_AreInTheOrderAskedFor()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddThreeAsync(store).ConfigureAwait(false);
        ComponentId[] asked = [SampleLamps.Id(2), SampleLamps.Id(77), OlderId];
        var some = await RowsAsync(store.FindSummariesAsync(asked, SummaryParts.None)).ConfigureAwait(false);
        ExpectAll([SampleLamps.Id(2), OlderId], some.Select(row => row.Id), "some summaries");
        var last = await store.FindLastAsync(asked).ToListAsync().ConfigureAwait(false);
        Expect.True(last.SequenceEqual([Three[2].Events[^1], Three[0].Events[^1]]), "the last entries of some are in the order asked for");
        var after = await RowsAsync(store.ReadSummariesAsync(OlderId, SummaryParts.None)).ConfigureAwait(false);
        ExpectAll([SampleLamps.Id(1), SampleLamps.Id(2)], after.Select(row => row.Id), "the summaries after one");
    }

    /// <summary>Several owners may use one name: all are found.</summary>
    public async Task FindByExternalId_OfSeveral_FindsAllInOrder()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddThreeAsync(store).ConfigureAwait(false);
        ExpectAll([OlderId, SampleLamps.Id(2)], await store.FindByExternalIdAsync(SharedName).ConfigureAwait(false), "those of the name");
        ExpectAll([], await store.FindByExternalIdAsync("PF-0003").ConfigureAwait(false), "those of a name that nobody has");
    }

    /// <summary>What changed later may have been otherwise on a day; what has one entry alone was not.</summary>
    public async Task ChangedAfter_ADay_FindsWhatMayHaveBeenOtherwise()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await AddThreeAsync(store).ConfigureAwait(false);
        (int Days, ComponentId[] Changed)[] rows = [(2, [SampleLamps.Id(1), SampleLamps.Id(2)]), (3, [SampleLamps.Id(1)]), (6, [])];
        foreach (var (days, expected) in rows)
            ExpectAll(expected, await store.ChangedAfterAsync(SampleLamps.Day.PlusDays(days)).ConfigureAwait(false),
                $"those changed more than {days} days later");
    }

    /// <summary>The next id of a class and county is made from the highest.</summary>
    public async Task LastSequence_OfAClass_IsTheHighestGiven()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        var (county, lamp) = (AreaCode.Parse("370202"), SampleLamps.Id(1).Class);
        Expect.Equal(0, await store.LastSequenceAsync(county, lamp).ConfigureAwait(false), "the last sequence of nothing");
        await AddAsync(store, SampleLamps.First(3), SampleLamps.First(999_999), SampleLamps.First(12)).ConfigureAwait(false);
        Expect.Equal(999_999, await store.LastSequenceAsync(county, lamp).ConfigureAwait(false), "the last sequence");
        var hydrant = SampleLamps.Id(1, "01038").Class;
        Expect.Equal(0, await store.LastSequenceAsync(county, hydrant).ConfigureAwait(false), "that of another class");
        Expect.Equal(0, await store.LastSequenceAsync(AreaCode.Parse("370203"), lamp).ConfigureAwait(false), "that of another county");
    }

    /// <summary>A city's own scheme counts by itself, and its components come after all others.</summary>
    public async Task LastSequence_OfAnOwnScheme_IsTheHighestGivenInIt()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        var (hydrant, bin) = (ComponentId.Parse("nyc-01043-0000001"), ComponentId.Parse("zh-01043-0000007"));
        Expect.Equal(0, await store.LastSequenceAsync(default, hydrant.Class).ConfigureAwait(false), "the last sequence of nothing");
        ComponentId[] given = [hydrant.WithSequence(3), hydrant.WithSequence(9_999_999), bin, SampleLamps.Id(12)];
        await AddAsync(store, [.. given.Select(id => SampleLamps.First(SampleLamps.Of(1) with { Id = id }))]).ConfigureAwait(false);
        Expect.Equal(9_999_999, await store.LastSequenceAsync(default, hydrant.Class).ConfigureAwait(false), "the last sequence");
        Expect.Equal(7, await store.LastSequenceAsync(default, bin.Class).ConfigureAwait(false), "that of another scheme");
        var other = ClassKey.Component(hydrant.Scheme.Standard, "01044");
        Expect.Equal(0, await store.LastSequenceAsync(default, other).ConfigureAwait(false), "that of another class");
        var places = await store.ReadPlacesAsync().ToListAsync().ConfigureAwait(false);
        ExpectAll([given[3], given[0], given[1], bin], places.Select(place => place.Id), "the places");
        var (index, found) = (await store.LoadIndexAsync().ConfigureAwait(false), new NearbyComponent[4]);
        Expect.Equal(2, index.Nearest(SampleLamps.Of(1).Location, found, ClassFilter.Of(hydrant.Class)), "how many hydrants are near");
    }

    private static Task AddThreeAsync(IComponentStore store) => AddAsync(store, [.. Three.SelectMany(history => history.Events)]);
}
