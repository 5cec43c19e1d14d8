using System.Security.Cryptography;
using CityKit.Storage;
using CityKit.Testing.Conformance;
using CityKit.Testing.Stores;

namespace CityKit.Testing.Evidence;

/// <summary>
/// What every <see cref="IEvidenceArchive"/> promises, as plain methods: give it a way to open an empty archive, and call them all from any
/// test framework, or from none.
/// </summary>
/// <param name="create">Makes an empty archive; each time it is called, what it gives opens that archive again, as another node
/// does.</param>
public sealed class EvidenceArchiveConformance(Func<Func<IEvidenceArchive>> create)
{
    private const int ClipBytes = 3_000_001;

    /// <summary>All promises.</summary>
    public IReadOnlyList<StoreCheck> Checks =>
    [
        new(nameof(Put_AFile_IsReadWholeByAnother), Put_AFile_IsReadWholeByAnother),
        new(nameof(Put_NoBytes_IsAFileOfNone), Put_NoBytes_IsAFileOfNone),
        new(nameof(Put_TheSameBytesAgain_IsKeptOnce), Put_TheSameBytesAgain_IsKeptOnce),
        new(nameof(Put_TheSameBytesAtOnce_IsKeptOnce), Put_TheSameBytesAtOnce_IsKeptOnce),
        new(nameof(Put_ThatFails_KeepsNothing), Put_ThatFails_KeepsNothing),
        new(nameof(Put_NotFinished_IsListedAndCanBeDeleted), Put_NotFinished_IsListedAndCanBeDeleted),
        new(nameof(Delete_OfOne_LeavesTheOthers), Delete_OfOne_LeavesTheOthers),
        new(nameof(Get_OfNone_IsNull), Get_OfNone_IsNull),
        new(nameof(Get_OfWhatIsNoHash_IsTheCallersError), Get_OfWhatIsNoHash_IsTheCallersError),
    ];

    /// <summary>A file is read as it was written, in parts of any length.</summary>
    public async Task Put_AFile_IsReadWholeByAnother()
    {
        var open = create();
        var bytes = RandomNumberGenerator.GetBytes(ClipBytes);
        var hash = await PutAsync(open(), bytes, 70_001).ConfigureAwait(false);
        Expect.Equal(HashOf(bytes), hash, "the name");
        var read = await ReadAsync(open(), hash).ConfigureAwait(false);
        Expect.True(read is not null && read.AsSpan().SequenceEqual(bytes), "what was read is what was written");
    }

    /// <summary>An empty file is one too.</summary>
    public async Task Put_NoBytes_IsAFileOfNone()
    {
        var open = create();
        var hash = await PutAsync(open(), [], 1).ConfigureAwait(false);
        Expect.Equal(0, (await ReadAsync(open(), hash).ConfigureAwait(false))?.Length, "the length");
    }

    /// <summary>The same bytes are one file.</summary>
    public async Task Put_TheSameBytesAgain_IsKeptOnce()
    {
        var open = create();
        for (var i = 0; i < 2; i++) await PutAsync(open(), [1, 2, 3], 2).ConfigureAwait(false);
        Expect.Equal(HashOf([1, 2, 3]), Expect.Single(await ListAsync(open()).ConfigureAwait(false)), "the name");
    }

    /// <summary>The same bytes from several at once are one file, which each of them has kept.</summary>
    public async Task Put_TheSameBytesAtOnce_IsKeptOnce()
    {
        var open = create();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => PutAsync(open(), [4, 5, 6], 1)))).ConfigureAwait(false);
        Expect.Equal(HashOf([4, 5, 6]), Expect.Single(await ListAsync(open()).ConfigureAwait(false)), "the name");
    }

    /// <summary>Whoever gives up in the middle leaves nothing.</summary>
    public async Task Put_ThatFails_KeepsNothing()
    {
        var archive = create()();
        await Expect.ThrowsAsync<InvalidDataException>(async () => await archive.PutAsync(async output =>
        {
            await output.WriteAsync(new byte[ClipBytes]).ConfigureAwait(false);
            throw new InvalidDataException("Too much. 过大。");
        }, CancellationToken.None).ConfigureAwait(false)).ConfigureAwait(false);
        Expect.Equal(0, (await ListAsync(archive).ConfigureAwait(false)).Count, "the number of files");
    }

    /// <summary>What is being written is listed, so that a sweep finds what an interruption leaves.</summary>
    public async Task Put_NotFinished_IsListedAndCanBeDeleted()
    {
        var open = create();
        IReadOnlyList<string> during = [];
        await open().PutAsync(async output =>
        {
            await output.WriteAsync(new byte[ClipBytes]).ConfigureAwait(false);
            during = await ListAsync(open()).ConfigureAwait(false);
        }, CancellationToken.None).ConfigureAwait(false);
        var name = Expect.Single(during);
        Expect.True(name != HashOf(new byte[ClipBytes]), "it has its name only when it is whole");
        await open().DeleteAsync(name, CancellationToken.None).ConfigureAwait(false);
        Expect.Equal(1, (await ListAsync(open()).ConfigureAwait(false)).Count, "the number of files");
    }

    /// <summary>What is deleted is gone, and deleting it again does nothing.</summary>
    public async Task Delete_OfOne_LeavesTheOthers()
    {
        var open = create();
        var (first, second) = (await PutAsync(open(), [1], 1).ConfigureAwait(false), await PutAsync(open(), [2], 1).ConfigureAwait(false));
        for (var i = 0; i < 2; i++) await open().DeleteAsync(first, CancellationToken.None).ConfigureAwait(false);
        Expect.Equal(null, await ReadAsync(open(), first).ConfigureAwait(false), "the deleted file");
        Expect.Equal(second, Expect.Single(await ListAsync(open()).ConfigureAwait(false)), "the other");
    }

    /// <summary>Nothing is found under a name that nobody wrote.</summary>
    public async Task Get_OfNone_IsNull() =>
        Expect.Equal(null, await ReadAsync(create()(), HashOf([9])).ConfigureAwait(false), "the file");

    /// <summary>A name that is none is never a path.</summary>
    public Task Get_OfWhatIsNoHash_IsTheCallersError() => Expect.ThrowsAsync<ArgumentException>(
        async () => await create()().GetAsync("../secrets", CancellationToken.None).ConfigureAwait(false));

    private static async Task<string> PutAsync(IEvidenceArchive archive, byte[] bytes, int part) => await archive.PutAsync(async output =>
    {
        for (var at = 0; at < bytes.Length; at += part)
            await output.WriteAsync(bytes.AsMemory(at, Math.Min(part, bytes.Length - at))).ConfigureAwait(false);
    }, CancellationToken.None).ConfigureAwait(false);

    private static async Task<byte[]?> ReadAsync(IEvidenceArchive archive, string hash)
    {
        if (await archive.GetAsync(hash, CancellationToken.None).ConfigureAwait(false) is not { } file) return null;
        await using var _ = file.ConfigureAwait(false);
        using var all = new MemoryStream();
        await file.CopyToAsync(all).ConfigureAwait(false);
        return all.ToArray();
    }

    private static async Task<IReadOnlyList<string>> ListAsync(IEvidenceArchive archive)
    {
        var names = new List<string>();
        await foreach (var file in archive.ListAsync(CancellationToken.None).ConfigureAwait(false)) names.Add(file.Name);
        return names;
    }

    private static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
