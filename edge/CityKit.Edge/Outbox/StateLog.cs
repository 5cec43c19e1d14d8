using System.Buffers.Binary;
using System.Collections.Immutable;

namespace CityKit.Edge.Outbox;

/// <summary>
/// Where the log of changed state stands: <see cref="Slots"/> rows, each as large as a page of the file can hold and never of another size, so that a
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
    internal const int Slots = 32;

    /// <summary>Fits a page of 4,096 bytes together with the row's other columns.</summary>
    internal const int PageBytes = 3968;

    internal const int HeadBytes = 2;

    /// <summary>An empty log.</summary>
    internal static StateLog Start(long generation) => new(generation, 0, new byte[PageBytes], HeadBytes, ImmutableDictionary<string, int>.Empty);

    /// <summary>The log with these changes; null when they do not fit.</summary>
    internal StateLog? Append(StateChanges changes)
    {
        var bytes = changes.Written;
        if (bytes.Length > PageBytes - HeadBytes) return null;
        if (Used + bytes.Length <= PageBytes) return With(Slot, Page, Used, changes);
        return Slot + 1 < Slots ? With(Slot + 1, new byte[PageBytes], HeadBytes, changes) : null;
    }

    private StateLog With(int slot, byte[] page, int used, StateChanges changes)
    {
        changes.Written.CopyTo(page.AsSpan(used)); // of a commit that fails, nothing is used
        var end = used + changes.Written.Length;
        BinaryPrimitives.WriteUInt16BigEndian(page, (ushort)end);
        return new StateLog(Generation, slot, page, end, changes.Keys);
    }
}
