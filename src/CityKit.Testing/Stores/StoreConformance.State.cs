using CityKit.Storage;
using CityKit.Testing.Conformance;

namespace CityKit.Testing.Stores;

public sealed partial class StoreConformance
{
    /// <summary>Notifications are read from any one on, at most as many as asked for.</summary>
    public async Task ReadNotifications_AfterOne_GivesTheNextInOrder()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Notifications = [.. Enumerable.Range(1, 700).Select(n => NoteOf(n))] }, default).ConfigureAwait(false);
        var page = await store.ReadNotificationsAsync(601, 50, default).ConfigureAwait(false);
        Expect.True(page.SequenceEqual(Enumerable.Range(602, 50).Select(n => NoteOf(n))), "50 notifications after 601");
        Expect.Equal(0, (await store.ReadNotificationsAsync(long.MaxValue, 50, default).ConfigureAwait(false)).Count,
            "notifications after the last");
    }

    /// <summary>Pieces of state are found as the last commit left them.</summary>
    public async Task Cells_ChangedAndRemoved_AreAsTheLastCommitLeftThem()
    {
        await using var bench = create();
        await using var store = bench.Open();
        var opened = await OpenAsync(store).ConfigureAwait(false);
        CellKey a = new("m", "a"), b = new("m", "b"), other = new("n", "a");
        await store.CommitAsync(After(opened) with
        {
            Cells = [new(a, 1, "1"u8.ToArray()), new(b, 1, "1"u8.ToArray()), new(other, 1, "o"u8.ToArray())],
        }, default).ConfigureAwait(false);
        await store.CommitAsync(
            After(opened) with { Cells = [new(a, 7, "2"u8.ToArray()), new(b, 7, default)] }, default).ConfigureAwait(false);
        var found = (await store.FindCellsAsync([a, b, other], default).ConfigureAwait(false))
            .OrderBy(c => c.Key.Module).Select(c => $"{c.Key.Module}{c.Number}{(char)c.Bytes.Span[0]}");
        Expect.Equal("m72 n1o", string.Join(' ', found), "the pieces");
        await store.CommitAsync(After(opened) with
        {
            Cells = [.. Enumerable.Range(0, 1234).Select(n => new StateCell(new CellKey("many", $"k-{n:d4}"), 8, "x"u8.ToArray()))],
        }, default).ConfigureAwait(false);
        var many = await store.ReadCellsAsync("many", default).Select(c => c.Key.Key).ToListAsync().ConfigureAwait(false);
        Expect.True(many.SequenceEqual(Enumerable.Range(0, 1234).Select(n => $"k-{n:d4}")), "all pieces of a module, by key");
    }
}
