using CityKit.Privacy;
using CityKit.Storage;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Stores;

public sealed partial class StoreConformance
{
    /// <summary>The key of a subject is found by its id and by its lookup.</summary>
    public async Task FindSubjects_ByIdAndByLookup_FindsThoseThatThereAre()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Subjects = [SubjectOf(1), SubjectOf(2), SubjectOf(3)] }, default).ConfigureAwait(false);
        var byId = await store.FindSubjectsAsync([IdOf(3), IdOf(9), IdOf(1)], default).ConfigureAwait(false);
        Same([SubjectOf(1), SubjectOf(3)], byId, "the subjects by id");
        var byLookup = await store.FindSubjectsAsync([LookupOf(2), LookupOf(9)], default).ConfigureAwait(false);
        Same([SubjectOf(2)], byLookup, "the subject by lookup");
        Same([], await store.FindSubjectsAsync(Array.Empty<SubjectId>(), default).ConfigureAwait(false), "the subjects of no id");
        Expect.Equal(0, (await store.ReadTextsAsync(10, default).ConfigureAwait(false)).Count, "texts of a version before in a new store");
    }

    /// <summary>A key that is wrapped again replaces the one before, whatever its length.</summary>
    public async Task Subject_WrittenAgain_HasTheNewKey()
    {
        await using var bench = create();
        SubjectKey same = SubjectOf(1) with { Wrapped = new byte[60] }, longer = SubjectOf(2) with { Wrapped = new byte[300] };
        await using (var store = bench.Open())
        {
            var opened = await OpenAsync(store).ConfigureAwait(false);
            await store.CommitAsync(
                After(opened) with { Subjects = [SubjectOf(1), SubjectOf(2), SubjectOf(3)] }, default).ConfigureAwait(false);
            await store.CommitAsync(After(opened) with { Subjects = [same, longer] }, default).ConfigureAwait(false);
        }
        await using var again = bench.Open();
        await OpenAsync(again).ConfigureAwait(false);
        var all = await again.ReadSubjectsAsync(default).ToListAsync().ConfigureAwait(false);
        Same([same, longer, SubjectOf(3)], all, "the subjects");
    }

    /// <summary>All subjects are read in the order of their ids, however many.</summary>
    public async Task ReadSubjects_OverManyPages_IsInOrderOfIds()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        SubjectKey[] subjects = [.. Enumerable.Range(1, 1234).Select(SubjectOf)];
        await store.CommitAsync(After(opened) with { Subjects = subjects }, default).ConfigureAwait(false);
        var read = await store.ReadSubjectsAsync(default).Select(s => s.Id).ToListAsync().ConfigureAwait(false);
        Expect.True(read.SequenceEqual(subjects.Select(s => s.Id).OrderBy(id => id.Value)), "all subjects, by id");
    }

    /// <summary>A protected record is written once.</summary>
    public async Task FindRecords_WrittenTwice_IsTheFirst()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        var first = RecordOf("r", 1);
        await store.CommitAsync(After(opened) with { Subjects = [SubjectOf(1)], Records = [first] }, default).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with { Records = [first with { Sealed = new byte[1] }] }, default).ConfigureAwait(false);
        var found = Expect.Single(await store.FindRecordsAsync(["r", "s"], default).ConfigureAwait(false));
        Expect.True(found with { Sealed = default } == first with { Sealed = default }
            && found.Sealed.Span.SequenceEqual(first.Sealed.Span), "the record is the first");
    }

    /// <summary>A record whose time is over goes, and the subject and its other records stay.</summary>
    public async Task Records_Dropped_AreGoneAndTheOthersStay()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            Subjects = [SubjectOf(1)],
            Records = [RecordOf("a", 1), RecordOf("b", 1), RecordOf("c", 1)],
        }, default).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with { DroppedRecords = ["b", "none"] }, default).ConfigureAwait(false);
        Expect.Equal("a c", await RecordsAsync(store).ConfigureAwait(false), "the records");
        Same([SubjectOf(1)], await store.FindSubjectsAsync([IdOf(1)], default).ConfigureAwait(false), "the subject");
    }

    /// <summary>An erased subject and its records are found by nothing, also after a restart; one that is not there is nothing.</summary>
    public async Task Erase_OfASubject_TakesItsKeyAndItsRecords()
    {
        await using var bench = create();
        await using (var store = bench.Open())
        {
            var opened = await OpenAsync(store).ConfigureAwait(false);
            await store.CommitAsync(After(opened) with
            {
                Subjects = [SubjectOf(1), SubjectOf(2)],
                Records = [RecordOf("a", 1), RecordOf("b", 2), RecordOf("c", 1)],
            }, default).ConfigureAwait(false);
            await store.CommitAsync(After(opened) with { Erased = [IdOf(1), IdOf(9)] }, default).ConfigureAwait(false);
            await ExpectOneAsync(store).ConfigureAwait(false);
        }
        await using var again = bench.Open();
        await OpenAsync(again).ConfigureAwait(false);
        await ExpectOneAsync(again).ConfigureAwait(false);

        static async Task ExpectOneAsync(ICityStore store)
        {
            Same([SubjectOf(2)], await store.FindSubjectsAsync([IdOf(1), IdOf(2)], default).ConfigureAwait(false), "the subjects by id");
            Same([], await store.FindSubjectsAsync([LookupOf(1)], default).ConfigureAwait(false), "the erased one by lookup");
            Same([SubjectOf(2)], await store.ReadSubjectsAsync(default).ToListAsync().ConfigureAwait(false), "all subjects");
            Expect.Equal("b", await RecordsAsync(store).ConfigureAwait(false), "the records");
        }
    }

    /// <summary>What one commit writes and erases is erased.</summary>
    public async Task Erase_InTheCommitThatWritesIt_Wins()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Subjects = [SubjectOf(2)], Records = [RecordOf("b", 2)] }, default).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with
        {
            Subjects = [SubjectOf(1), SubjectOf(2) with { Wrapped = new byte[60] }, SubjectOf(3)],
            Records = [RecordOf("a", 1), RecordOf("c", 3)],
            Erased = [IdOf(1), IdOf(2)],
        }, default).ConfigureAwait(false);
        Same([SubjectOf(3)], await store.ReadSubjectsAsync(default).ToListAsync().ConfigureAwait(false), "the subjects");
        Expect.Equal("c", await RecordsAsync(store).ConfigureAwait(false), "the records");
    }

    /// <summary>Whoever was erased may come back in the same commit, as another subject.</summary>
    public async Task Erase_WithANewSubjectOfTheSameAccount_KeepsTheNewOne()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(After(opened) with { Subjects = [SubjectOf(1)] }, default).ConfigureAwait(false);
        var back = SubjectOf(2) with { Lookup = LookupOf(1) };
        await store.CommitAsync(
            After(opened) with { Subjects = [back], Records = [RecordOf("b", 2)], Erased = [IdOf(1)] }, default).ConfigureAwait(false);
        Same([back], await store.FindSubjectsAsync([LookupOf(1)], default).ConfigureAwait(false), "the subject of the account");
        Expect.Equal("b", await RecordsAsync(store).ConfigureAwait(false), "the records");
    }

    private static async Task<string> RecordsAsync(ICityStore store)
    {
        var found = await store.FindRecordsAsync(["a", "b", "c"], default).ConfigureAwait(false);
        return string.Join(' ', found.Select(r => r.Id).Order(StringComparer.Ordinal));
    }

    private static void Same(SubjectKey[] expected, IReadOnlyList<SubjectKey> found, string what) =>
        Expect.Equal(Shown(expected), Shown(found), what);

    private static string Shown(IEnumerable<SubjectKey> subjects) => string.Join(", ", subjects.OrderBy(s => s.Lookup.Value)
        .Select(s => $"{s.Id} {s.Lookup} {Convert.ToHexString(s.Wrapped.Span)}"));

    /// <summary>Ids in another order than their numbers.</summary>
    private static SubjectId IdOf(int number) => new(new UInt128((ulong)number * 0x9E3779B97F4A7C15, 0));

    private static SubjectLookup LookupOf(int number) => new((UInt128)number);

    private static SubjectKey SubjectOf(int number) =>
        new(IdOf(number), LookupOf(number), Enumerable.Range(number, 60).Select(n => (byte)n).ToArray());

    private static ProtectedRecord RecordOf(string id, int subject) => new(id, IdOf(subject), "sealed"u8.ToArray());
}
