using System.Runtime.CompilerServices;
using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>Finds the components nearest to a place (最近部件).</summary>
/// <remarks>
/// For places without a registry; a <see cref="Registry.ComponentRegistry"/> keeps one and follows changes. It is immutable and packed,
/// about 27 bytes a component: any number of threads may ask at once, and a question allocates nothing. Distances are those of <see
/// cref="GeoPoint.MetresTo"/>, exactly. It takes no changes (build another one), and knows ids, places and states alone.
/// </remarks>
/// <example><code>
/// var index = ComponentIndex.Build(
///     new ComponentPlace(ComponentId.Parse("37020201037000041"), GeoPoint.FromDegrees(120.4150, 36.0650)),
///     new ComponentPlace(ComponentId.Parse("37020201037000042"), GeoPoint.FromDegrees(120.4152, 36.0651)));
/// var found = new NearbyComponent[10];
/// var count = index.Nearest(GeoPoint.FromDegrees(120.4151, 36.0650), found, withinMetres: 50);
/// foreach (var near in found[..count]) Console.WriteLine($"{near.Id}: {near.Metres:F1} m");
/// </code></example>
public sealed class ComponentIndex
{
    /// <summary>Components of a fine cell, on average.</summary>
    internal const int EntriesOfCell = 2;

    private const int EntriesOfBlock = 1_024;

    private readonly IndexEntry[] entries;
    private readonly int[] starts;
    private readonly IndexBlock[] blocks;
    private readonly CellGrid coarse;

    internal ComponentIndex(IndexEntry[] entries, CellGrid coarse, IndexBlock[] blocks, int[] starts)
    {
        (this.entries, this.coarse, this.blocks, this.starts) = (entries, coarse, blocks, starts);
        LeastCosine = Math.Min(IndexBlock.Cosine(coarse.South), IndexBlock.Cosine(Math.Min(90, coarse.SideSouth(coarse.Rows))));
    }

    /// <summary>How many components it holds.</summary>
    public int Count => entries.Length;

    /// <summary>The memory it holds, in bytes.</summary>
    public long Bytes =>
        (long)entries.Length * Unsafe.SizeOf<IndexEntry>() + (long)starts.Length * sizeof(int)
            + (long)blocks.Length * Unsafe.SizeOf<IndexBlock>();

    internal ReadOnlySpan<IndexEntry> Entries => entries;

    internal ReadOnlySpan<int> Starts => starts;

    internal ReadOnlySpan<IndexBlock> Blocks => blocks;

    internal ref readonly CellGrid Coarse => ref coarse;

    /// <summary>The least cosine of a latitude that it covers.</summary>
    internal double LeastCosine { get; }

    /// <summary>Builds the index: two counting sorts, in time proportional to the number of components.</summary>
    /// <param name="places">Every component once; an id that comes twice is found twice.</param>
    public static ComponentIndex Build(params ReadOnlySpan<ComponentPlace> places)
    {
        var entries = new IndexEntry[places.Length];
        for (var i = 0; i < places.Length; i++) entries[i] = new IndexEntry(places[i]);
        return Build(entries);
    }

    /// <summary>Builds the index from a stream of places, such as a store's.</summary>
    /// <param name="places">Every component once.</param>
    /// <param name="expected">About how many there will be; saves memory.</param>
    public static ComponentIndex Build(IEnumerable<ComponentPlace> places, int expected = 0)
    {
        ArgumentNullException.ThrowIfNull(places);
        var (entries, count) = (new IndexEntry[expected], 0);
        foreach (var place in places)
        {
            if (count == entries.Length) Array.Resize(ref entries, Math.Max(16, count + count / 2));
            entries[count++] = new IndexEntry(place);
        }
        Array.Resize(ref entries, count);
        return Build(entries);
    }

    /// <summary>
    /// Fills <paramref name="results"/> with the nearest components, nearest first, ties by id, and says how many there are.
    /// </summary>
    /// <param name="from">The place to look from.</param>
    /// <param name="results">As many as wanted; stays as it is beyond the number returned.</param>
    /// <param name="classes">Only components of these classes, and in the states it names; null for all. A rare class without a radius may
    /// cost a walk through everything.</param>
    /// <param name="withinMetres">Only components so near, the radius included.</param>
    /// <exception cref="ArgumentOutOfRangeException">The radius is negative or not a number.</exception>
    public int Nearest(GeoPoint from, Span<NearbyComponent> results, ClassFilter? classes = null,
        double withinMetres = double.PositiveInfinity)
    {
        RequireRadius(withinMetres);
        if (results.IsEmpty) return 0;
        var search = new NearestSearch(from, results, classes, withinMetres);
        search.Run(this);
        return search.Finish();
    }

    /// <summary>The components that are in a region: <c>foreach (var place in index.Within(GeoRegion.Circle(place, 500)))</c>.</summary>
    /// <param name="region">A box, polygons, a circle, the surroundings of a line.</param>
    /// <param name="classes">Only components of these classes, and in the states it names; null for all.</param>
    public ComponentsWithin Within(GeoRegion region, ClassFilter? classes = null)
    {
        ArgumentNullException.ThrowIfNull(region);
        return new ComponentsWithin(this, region, classes);
    }

    /// <summary>Writes the index, so that it need not be built again.</summary>
    /// <param name="to">Where to; the bytes are for this kind of machine and this version of CityKit.</param>
    /// <param name="stamp">What it was built from, such as a <see cref="Registry.StoreState"/> as UTF-8.</param>
    public void Save(Stream to, ReadOnlySpan<byte> stamp)
    {
        ArgumentNullException.ThrowIfNull(to);
        IndexFile.Write(this, to, stamp);
    }

    /// <summary>
    /// Reads what <see cref="Save"/> wrote; null when the stamp is another, a byte is wrong, or another version or kind of machine wrote
    /// it: rebuild it.
    /// </summary>
    public static ComponentIndex? Load(Stream from, ReadOnlySpan<byte> stamp)
    {
        ArgumentNullException.ThrowIfNull(from);
        return IndexFile.Read(from, stamp);
    }

    internal static void RequireRadius(double metres)
    {
        if (!(metres >= 0)) throw new ArgumentOutOfRangeException(nameof(metres), metres, "The radius must be 0 m or more.");
    }

    /// <summary>Builds the index in the array's own room.</summary>
    internal static ComponentIndex Build(IndexEntry[] unsorted)
    {
        if (unsorted.Length == 0) return new ComponentIndex([], default, [], []);
        var coarse = CellGrid.Of(IndexBlock.BoxOf(unsorted), Math.Max(1, unsorted.Length / EntriesOfBlock));
        var entries = new IndexEntry[unsorted.Length];
        var bounds = new int[coarse.Cells + 1];
        Sort(unsorted, entries, coarse, bounds, 0);
        var blocks = new IndexBlock[coarse.Cells];
        var starts = new int[CellsOf(entries, bounds, blocks)];
        for (var i = 0; i < blocks.Length; i++)
        {
            var (first, length) = (bounds[i], bounds[i + 1] - bounds[i]);
            if (length == 0) continue;
            entries.AsSpan(first, length).CopyTo(unsorted);
            var part = starts.AsSpan(blocks[i].First, blocks[i].Cells.Cells + 1);
            Sort(unsorted.AsSpan(0, length), entries.AsSpan(first, length), blocks[i].Cells, part, first);
        }
        return new ComponentIndex(entries, coarse, blocks, starts);
    }

    // Lays out the blocks; returns how long the table of starts becomes.
    private static int CellsOf(ReadOnlySpan<IndexEntry> entries, ReadOnlySpan<int> bounds, Span<IndexBlock> blocks)
    {
        var total = 0;
        for (var i = 0; i < blocks.Length; i++)
        {
            if (bounds[i] == bounds[i + 1]) continue;
            blocks[i] = IndexBlock.Of(total, entries[bounds[i]..bounds[i + 1]]);
            total += blocks[i].Cells.Cells + 1;
        }
        return total;
    }

    /// <summary>
    /// A counting sort by cell. Afterwards cell c's entries begin at <c>starts[c]</c> and end at <c>starts[c + 1]</c>, counted from
    /// <paramref name="offset"/>.
    /// </summary>
    private static void Sort(ReadOnlySpan<IndexEntry> from, Span<IndexEntry> to, in CellGrid cells, Span<int> starts, int offset)
    {
        starts.Clear();
        foreach (ref readonly var entry in from) starts[cells.CellOf(entry)]++;
        var end = offset;
        for (var cell = 0; cell < starts.Length; cell++) starts[cell] = end += starts[cell];
        for (var i = from.Length - 1; i >= 0; i--) to[--starts[cells.CellOf(from[i])] - offset] = from[i];
    }
}
