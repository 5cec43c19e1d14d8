using CityKit.Core;
using CityKit.Core.Chain;
using CityKit.Documents;
using CityKit.Journal;
using CityKit.Notifications;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Testing.Stores;

/// <summary>
/// Tests that a store keeps every promise of <see cref="ICityStore"/>, as plain methods for any test framework or none. Give it a way to
/// make an empty bench, and call them all.
/// </summary>
/// <remarks>
/// For a store of your own. Each check opens benches of its own, so checks may run side by side where your benches do. It needs a real
/// database behind the bench: what it tests are commits, claims, indexes and plans. It measures no speed.
/// </remarks>
/// <param name="create">Makes an empty store and its bench.</param>
/// <param name="races">How often two owners race for one store.</param>
/// <example><code>
/// var suite = new StoreConformance(newBench, races: 50); // newBench: makes your IStoreBench over an empty database
/// foreach (var check in suite.Checks)
/// {
///     Console.WriteLine(check.Name);
///     await check.RunAsync(); // throws a ConformanceException when the promise is not kept
/// }
/// </code></example>
public sealed partial class StoreConformance(Func<IStoreBench> create, int races = 500)
{
    private static readonly Instant At = Instant.FromUtc(2026, 3, 2, 0, 0);

    /// <summary>All promises, in the order they are best tested.</summary>
    public IReadOnlyList<StoreCheck> Checks =>
    [
        new(nameof(Commit_AfterReopening_IsFoundWhole), Commit_AfterReopening_IsFoundWhole),
        new(nameof(ReadBytes_OfAnOpenStore_AreSomeOrUnknown), ReadBytes_OfAnOpenStore_AreSomeOrUnknown),
        new(nameof(Commit_OfAnOlderClaim_StoresNothing), Commit_OfAnOlderClaim_StoresNothing),
        new(nameof(Commit_AfterAnotherEntry_StoresNothing), Commit_AfterAnotherEntry_StoresNothing),
        new(nameof(Claims_Raced_TheOlderCommitsNothingAfterTheNewer), Claims_Raced_TheOlderCommitsNothingAfterTheNewer),
        new(nameof(FindEntries_ByKindAndKey_FindsThoseOnly), FindEntries_ByKindAndKey_FindsThoseOnly),
        new(nameof(ReadJournal_OverManyPages_IsInOrder), ReadJournal_OverManyPages_IsInOrder),
        new(nameof(ReadJournal_OfManyCommits_IsSealedWhereEachEnded), ReadJournal_OfManyCommits_IsSealedWhereEachEnded),
        new(nameof(Prune_OfEntries_LeavesTheirDigestsAndTheChain), Prune_OfEntries_LeavesTheirDigestsAndTheChain),
        new(nameof(Prune_AfterTheCheckpoint_IsTheCallersErrorAndStoresNothing), Prune_AfterTheCheckpoint_IsTheCallersErrorAndStoresNothing),
        new(nameof(History_OfAStore_IsOneForItsWholeLife), History_OfAStore_IsOneForItsWholeLife),
        new(nameof(Commit_ThatBeginsAHistory_IsInItFromThenOn), Commit_ThatBeginsAHistory_IsInItFromThenOn),
        new(nameof(ReadNotifications_AfterOne_GivesTheNextInOrder), ReadNotifications_AfterOne_GivesTheNextInOrder),
        new(nameof(Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem), Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem),
        new(nameof(Find_ByIds_FindsThoseThatThereAre), Find_ByIds_FindsThoseThatThereAre),
        new(nameof(ReadTogether_OfEverything_FindsWhatEachReadFinds), ReadTogether_OfEverything_FindsWhatEachReadFinds),
        new(nameof(Query_OfEveryShape_FindsWhatAWalkOverAllFinds), Query_OfEveryShape_FindsWhatAWalkOverAllFinds),
        new(nameof(Query_AfterChangesAndRemovals_FindsThemAsTheyAre), Query_AfterChangesAndRemovals_FindsThemAsTheyAre),
        new(nameof(Query_ThatDoesNotFit_IsTheCallersError), Query_ThatDoesNotFit_IsTheCallersError),
        new(nameof(Query_OfEveryShape_NeverScans), Query_OfEveryShape_NeverScans),
        new(nameof(Total_ByUpToTwoIndexes_CountsAndAddsUp), Total_ByUpToTwoIndexes_CountsAndAddsUp),
        new(nameof(Open_WithNewIndexes_BuildsThem), Open_WithNewIndexes_BuildsThem),
        new(nameof(Open_WithNewOrders_SortsWhatHasManyValues), Open_WithNewOrders_SortsWhatHasManyValues),
        new(nameof(FindSubjects_ByIdAndByLookup_FindsThoseThatThereAre), FindSubjects_ByIdAndByLookup_FindsThoseThatThereAre),
        new(nameof(Subject_WrittenAgain_HasTheNewKey), Subject_WrittenAgain_HasTheNewKey),
        new(nameof(ReadSubjects_OverManyPages_IsInOrderOfIds), ReadSubjects_OverManyPages_IsInOrderOfIds),
        new(nameof(FindRecords_WrittenTwice_IsTheFirst), FindRecords_WrittenTwice_IsTheFirst),
        new(nameof(Records_Dropped_AreGoneAndTheOthersStay), Records_Dropped_AreGoneAndTheOthersStay),
        new(nameof(Erase_OfASubject_TakesItsKeyAndItsRecords), Erase_OfASubject_TakesItsKeyAndItsRecords),
        new(nameof(Erase_InTheCommitThatWritesIt_Wins), Erase_InTheCommitThatWritesIt_Wins),
        new(nameof(Erase_WithANewSubjectOfTheSameAccount_KeepsTheNewOne), Erase_WithANewSubjectOfTheSameAccount_KeepsTheNewOne),
    ];

    private static Bay Sample { get; } = new("bay-1", "East", 2, "wm", ["a"], At, 1);

    private static ValueTask<StoreOpening> OpenAsync(ICityStore store) => store.OpenAsync([Bay.Kind], default);

    private static StoreCommit After(StoreOpening opened) => new() { Epoch = opened.Epoch, After = opened.Position.Number };

    private static JournalEntry EntryOf(long number, JournalKind kind = JournalKind.Tick, string key = "") =>
        new(number, At, kind, key, new byte[] { 1 });

    private static RunningHash HashOf(int count) =>
        Enumerable.Range(1, count).Aggregate(default(RunningHash), (hash, n) => JournalChain.Next(hash, EntryOf(n)));

    private static Notification NoteOf(long number) =>
        new(number, At, NotificationKind.Notice, $"s-{number}", new LocalizedText("知", "note"), "a");
}
