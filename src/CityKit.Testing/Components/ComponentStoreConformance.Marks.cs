using CityKit.Components.Registry;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Components;

public sealed partial class ComponentStoreConformance
{
    private const int DigestCharacters = 64;

    /// <summary>How far an import has come is kept with its entries, all or none, also after a restart.</summary>
    public async Task Append_WithAMark_KeepsBothOrNeither()
    {
        var (open, life, at) = (create(), SampleLamps.Life(1).Events, SampleLamps.Record(3).RecordedAt);
        var first = new ImportMark("survey-1", 1_000, "ab", at, 4, 3, 1, 77);
        var second = new ImportMark("survey-1", 2_000, "cd", at, 9, 8, 1, 77, IsDone: true) { Terms = "columns=lng=LON\nsystem=Wgs84" };
        await using (var store = await OpenedAsync(open).ConfigureAwait(false))
        {
            Expect.Equal(null, await store.FindMarkAsync("survey-1").ConfigureAwait(false), "the mark of an import that was not started");
            Expect.Equal(null, await store.AppendAsync([life[0]], first).ConfigureAwait(false), "the answer to entries with a mark");
            Expect.Equal("out-of-turn", (await store.AppendAsync([life[2]], second).ConfigureAwait(false))?.Code, "the refusal");
        }
        await using var again = await OpenedAsync(open).ConfigureAwait(false);
        Expect.Equal(first, await again.FindMarkAsync("survey-1").ConfigureAwait(false), "the mark after a refusal");
        Expect.Equal(null, await again.AppendAsync([], second).ConfigureAwait(false), "the answer to a mark alone");
        Expect.Equal(second, await again.FindMarkAsync("survey-1").ConfigureAwait(false), "the mark");
        Expect.Equal(null, await again.FindMarkAsync("survey-2").ConfigureAwait(false), "the mark of another import");
    }

    /// <summary>Entries make another revision; a refusal and a mark alone do not.</summary>
    public async Task State_ChangesWithEveryAppendAndOnlyThen()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        var begun = await store.StateAsync().ConfigureAwait(false);
        Expect.True(begun.Id.Length > 0, "a store has an id");
        await AddAsync(store, SampleLamps.First(1)).ConfigureAwait(false);
        var after = await store.StateAsync().ConfigureAwait(false);
        Expect.Equal(begun with { Revision = begun.Revision + 1 }, after, "the state after a commit");
        await ExpectOutOfTurnAsync(store, "a first entry again", SampleLamps.First(1)).ConfigureAwait(false);
        await store.AppendAsync([], new ImportMark("x", 1, "", SampleLamps.Record(0).RecordedAt)).ConfigureAwait(false);
        Expect.Equal(after, await store.StateAsync().ConfigureAwait(false), "the state after a refusal and a mark");
    }

    /// <summary>The same entries have the same digest in every store, other ones another.</summary>
    public async Task Digest_OfWhatWasAdded_IsTheSameInEveryStore()
    {
        await using var store = await NewAsync().ConfigureAwait(false);
        await using var reference = new InMemoryComponentStore();
        Expect.Equal("", await store.DigestAsync().ConfigureAwait(false), "the digest of nothing");
        var digests = new HashSet<string>();
        foreach (var sequence in (int[])[1, 2])
        {
            await AddAsync(store, SampleLamps.First(sequence)).ConfigureAwait(false);
            await AddAsync(reference, SampleLamps.First(sequence)).ConfigureAwait(false);
            var again = SampleLamps.First(SampleLamps.Of(sequence), day: 1);
            await ExpectOutOfTurnAsync(store, "a first entry again", again).ConfigureAwait(false);
            var digest = await store.DigestAsync().ConfigureAwait(false);
            Expect.Equal(await reference.DigestAsync().ConfigureAwait(false), digest, "the digest");
            Expect.Equal(DigestCharacters, digest.Length, "the length of a digest");
            digests.Add(digest);
        }
        Expect.Equal(2, digests.Count, "the number of digests of two stages");
    }
}
