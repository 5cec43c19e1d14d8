using System.Buffers.Binary;
using System.Collections.Immutable;

namespace CityKit.Edge.Outbox;

/// <summary>
/// Where the log of changed state is: <see cref="Slots"/> rows, each as large as a page of the file can hold and never of another
/// size, so that a
/// commit overwrites one page and allocates none. A slot of an older generation is over.
/// </summary>
/// <param name="Generation">Counts how often the log started again.</param>
/// <param name="Slot">The slot being filled, from 0.</param>
/// <param name="Page">Its bytes: how many are used, then the changes.</param>
/// <param name="Used">How many bytes of the page are used.</param>
/// <param name="Keys">The keys this generation has named, each with its number: from then on the number stands for it.</param>
internal sealed record StateLog(long Generation, int Slot, byte[] Page, int Used, ImmutableDictionary<string, int> Keys)
{
    /// <summary>How many pages are filled before the state is written where it belongs.</summary>
    internal const int Slots = 128;

    /// <summary>Fits a page of 4,096 bytes together with the row's other columns.</summary>
    internal const int PageBytes = 3968;

    internal const int HeadBytes = 2;

    private const int Room = PageBytes - HeadBytes;

    /// <summary>The pages that the last changes are in; the last one is <see cref="Slot"/>.</summary>
    internal IReadOnlyList<byte[]> Written { get; private init; } = [Page];

    /// <summary>An empty log.</summary>
    internal static StateLog Start(long generation) =>
        new(generation, 0, new byte[PageBytes], HeadBytes, ImmutableDictionary<string, int>.Empty);

    /// <summary>The log with these changes, which share the page in use or begin a new one; null when there is no more room.</summary>
    internal StateLog? Append(StateChanges changes)
    {
        var bytes = changes.Written;
        if (Used + bytes.Length <= PageBytes) return With(Slot, [Filled(Page, Used, bytes)], Used + bytes.Length, changes);
        var pages = new List<byte[]>();
        for (var at = 0; at < bytes.Length; at += Room)
            pages.Add(Filled(new byte[PageBytes], HeadBytes, bytes[at..Math.Min(at + Room, bytes.Length)]));
        if (Slot + pages.Count >= Slots) return null;
        return With(Slot + pages.Count, pages, HeadBytes + (bytes.Length - 1) % Room + 1, changes);
    }

    private StateLog With(int slot, IReadOnlyList<byte[]> pages, int used, StateChanges changes) =>
        new(Generation, slot, pages[^1], used, changes.Keys) { Written = pages };

    private static byte[] Filled(byte[] page, int used, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(page.AsSpan(used)); // of a commit that fails, nothing counts: the next one writes over it
        BinaryPrimitives.WriteUInt16BigEndian(page, (ushort)(used + bytes.Length));
        return page;
    }
}
