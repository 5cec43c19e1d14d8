using CityKit.Components.Registry;
using CityKit.Testing.Conformance;
using CityKit.Testing.Stores;

namespace CityKit.Testing.Components;

/// <summary>
/// What every <see cref="IComponentStore"/> promises, as plain methods: give it a way to make an empty store, and call them all from any
/// test framework, or from none.
/// </summary>
/// <param name="create">Makes an empty store; each time it is called, what it gives is that store again, as after a restart, not yet
/// open. What was opened before is disposed by the suite first.</param>
/// <example><code>
/// var folder = Directory.CreateTempSubdirectory().FullName;
/// var suite = new ComponentStoreConformance(() =>
/// {
///     var file = Path.Combine(folder, Path.GetRandomFileName());
///     return () => new SqliteComponentStore(file);
/// });
/// foreach (var check in suite.Checks) await check.RunAsync();
/// </code></example>
public sealed partial class ComponentStoreConformance(Func<Func<IComponentStore>> create)
{
    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<StoreCheck> Checks =>
    [
        new(nameof(Find_AfterALifeAndARestart_GivesTheSameHistory), Find_AfterALifeAndARestart_GivesTheSameHistory),
        new(nameof(Find_ABareComponent_KeepsWhatIsNotThere), Find_ABareComponent_KeepsWhatIsNotThere),
        new(nameof(Append_OutOfTurn_IsRefusedAndNothingOfItKept), Append_OutOfTurn_IsRefusedAndNothingOfItKept),
        new(nameof(Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved), Read_MoreThanAPage_IsInOrderAndWithoutTheRemoved),
        new(nameof(ReadPlaces_IntoAnIndex_FindsWhoseLampItIs), ReadPlaces_IntoAnIndex_FindsWhoseLampItIs),
        new(nameof(Summaries_AfterALifeAndARestart_AreThoseOfTheLastEntries), Summaries_AfterALifeAndARestart_AreThoseOfTheLastEntries),
        new(nameof(Summaries_OfSomeOrAfterOne_AreInTheOrderAskedFor), Summaries_OfSomeOrAfterOne_AreInTheOrderAskedFor),
        new(nameof(FindByExternalId_OfSeveral_FindsAllInOrder), FindByExternalId_OfSeveral_FindsAllInOrder),
        new(nameof(ChangedAfter_ADay_FindsWhatMayHaveBeenOtherwise), ChangedAfter_ADay_FindsWhatMayHaveBeenOtherwise),
        new(nameof(LastSequence_OfAClass_IsTheHighestGiven), LastSequence_OfAClass_IsTheHighestGiven),
        new(nameof(LastSequence_OfAnOwnScheme_IsTheHighestGivenInIt), LastSequence_OfAnOwnScheme_IsTheHighestGivenInIt),
        new(nameof(Append_WithAMark_KeepsBothOrNeither), Append_WithAMark_KeepsBothOrNeither),
        new(nameof(State_ChangesWithEveryAppendAndOnlyThen), State_ChangesWithEveryAppendAndOnlyThen),
        new(nameof(Digest_OfWhatWasAdded_IsTheSameInEveryStore), Digest_OfWhatWasAdded_IsTheSameInEveryStore),
        new(nameof(LoadIndex_AfterChangesAndARestart_IsAsTheComponentsAre), LoadIndex_AfterChangesAndARestart_IsAsTheComponentsAre),
    ];

    private static async Task<IComponentStore> OpenedAsync(Func<IComponentStore> open)
    {
        var store = open();
        await store.OpenAsync().ConfigureAwait(false);
        return store;
    }

    private Task<IComponentStore> NewAsync() => OpenedAsync(create());

    private static async Task AddAsync(IComponentStore store, params ComponentEvent[] entries)
    {
        var refusal = await store.AppendAsync(entries).ConfigureAwait(false);
        Expect.True(refusal is null, $"{entries.Length} entries in their turn are kept; the store said {refusal?.Message.En}");
    }

    private static async Task ExpectOutOfTurnAsync(IComponentStore store, string what, params ComponentEvent[] entries) =>
        Expect.Equal("out-of-turn", (await store.AppendAsync(entries).ConfigureAwait(false))?.Code, $"the refusal of {what}");

    private static void ExpectAll<T>(IEnumerable<T> expected, IEnumerable<T> found, string what) =>
        Expect.Equal(string.Join(", ", expected), string.Join(", ", found), what);

    private static async Task<List<ComponentSummary>> RowsAsync(IAsyncEnumerable<ReadOnlyMemory<ComponentSummary>> pages)
    {
        List<ComponentSummary> rows = [];
        await foreach (var page in pages.ConfigureAwait(false)) rows.AddRange(page.Span);
        return rows;
    }
}
