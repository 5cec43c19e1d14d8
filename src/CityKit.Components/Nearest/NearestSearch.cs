using System.Runtime.Intrinsics.X86;
using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>
/// One question to the index: rings of coarse cells around the place, in each block rings of fine cells, until nothing farther out can be
/// as near.
/// </summary>
/// <remarks>Bounds are in degrees of latitude and always a little too kind (<see cref="Slack"/>); what passes them is measured by <see
/// cref="GeoPoint.MetresTo"/>.</remarks>
internal ref struct NearestSearch
{
    // of latitude, at the equator; everywhere else, and of longitude over its cosine, it is more
    private const double LeastMetresPerDegree = 110_574.27;
    private const double Slack = 1e-12; // degrees: 0.1 µm, more than the rounding of cell sides
    private const double Widening = 1 + 1e-9;

    private readonly GeoPoint from;
    private readonly Span<NearbyComponent> results;
    private readonly ClassFilter? classes;
    private readonly double cosine;
    private ComponentIndex index = null!;
    private HashSet<long>? left;
    private double wayRound; // degrees of longitude at least, to what is nearer across the 180° meridian
    private int found;
    private double farthestMetres;
    private double bound; // square of the degrees beyond which nothing can enter

    internal NearestSearch(GeoPoint from, Span<NearbyComponent> results, ClassFilter? classes, double withinMetres)
    {
        this.results = results;
        (this.from, this.classes) = (from, classes);
        cosine = IndexBlock.Cosine(from.Latitude);
        Limit(withinMetres);
    }

    /// <summary>Puts the results in order and says how many there are.</summary>
    internal readonly int Finish()
    {
        results[..found].Sort();
        return found;
    }

    /// <summary>Looks through one index; several may be asked one after the other.</summary>
    /// <param name="through">The index.</param>
    /// <param name="without">Ids that are left out, because another index has them as they are now.</param>
    internal void Run(ComponentIndex through, HashSet<long>? without = null)
    {
        if (through.Count == 0) return;
        (index, left) = (through, without);
        ref readonly var coarse = ref index.Coarse;
        var widest = Math.Max(Math.Abs(from.Longitude - coarse.West), Math.Abs(from.Longitude - coarse.SideWest(coarse.Columns)));
        wayRound = Math.Max(0, 360 - widest - Slack);
        var least = Math.Min(cosine, index.LeastCosine);
        var (column, row) = (coarse.ColumnOf(from.Longitude), coarse.RowOf(from.Latitude));
        VisitBlock(row * coarse.Columns + column);
        for (var ring = 1; ; ring++)
        {
            var sides = Sides(coarse, column, row, ring, least);
            if (!sides.Any) return;
            if (sides.South) VisitBlocks(coarse, sides, row - ring);
            if (sides.North) VisitBlocks(coarse, sides, row + ring);
            var (top, bottom) = (Math.Min(row + ring - 1, coarse.Rows - 1), Math.Max(row - ring + 1, 0));
            for (var y = bottom; y <= top; y++)
            {
                if (sides.West) VisitBlock(y * coarse.Columns + column - ring);
                if (sides.East) VisitBlock(y * coarse.Columns + column + ring);
            }
        }
    }

    private void VisitBlocks(in CellGrid coarse, in RingSides sides, int row)
    {
        for (var x = sides.First; x <= sides.Last; x++) VisitBlock(row * coarse.Columns + x);
    }

    private void VisitBlock(int number)
    {
        ref readonly var block = ref index.Blocks[number];
        if (block.Cells.Columns == 0) return; // nothing is there
        var least = Math.Min(cosine, block.LeastCosine);
        var box = block.Box;
        var east = Math.Max(0, Math.Max(box.West - from.Longitude, from.Longitude - box.East));
        var north = Math.Max(0, Math.Max(box.South - from.Latitude, from.Latitude - box.North));
        if (IsBeyond(east, north, least)) return;
        SearchBlock(block, least);
    }

    private void SearchBlock(in IndexBlock block, double least)
    {
        var cells = block.Cells;
        var starts = index.Starts.Slice(block.First, cells.Cells + 1);
        var (column, row) = (cells.ColumnOf(from.Longitude), cells.RowOf(from.Latitude));
        if (found < results.Length) FetchAround(cells, starts, column, row);
        VisitCells(starts, row * cells.Columns + column, 1, least);
        for (var ring = 1; ; ring++)
        {
            var sides = Sides(cells, column, row, ring, least);
            if (!sides.Any) return;
            if (sides.South) VisitCells(starts, (row - ring) * cells.Columns + sides.First, sides.Last - sides.First + 1, least);
            if (sides.North) VisitCells(starts, (row + ring) * cells.Columns + sides.First, sides.Last - sides.First + 1, least);
            var (top, bottom) = (Math.Min(row + ring - 1, cells.Rows - 1), Math.Max(row - ring + 1, 0));
            for (var y = bottom; y <= top; y++)
            {
                if (sides.West) VisitCells(starts, y * cells.Columns + column - ring, 1, least);
                if (sides.East) VisitCells(starts, y * cells.Columns + column + ring, 1, least);
            }
        }
    }

    // Three rows that are seldom in the cache, asked for at once rather than each when its turn comes: a fifth less time in a large
    // registry.
    private readonly void FetchAround(in CellGrid cells, ReadOnlySpan<int> starts, int column, int row)
    {
        var west = Math.Max(0, column - 1);
        for (var y = Math.Max(0, row - 1); y <= Math.Min(cells.Rows - 1, row + 1); y++) Fetch(starts[y * cells.Columns + west]);
    }

    private readonly unsafe void Fetch(int at)
    {
        if (!Sse.IsSupported || at >= index.Entries.Length) return;
        fixed (IndexEntry* entry = &index.Entries[at])
            for (var line = 0; line < 3; line++) Sse.Prefetch0((byte*)entry + line * 64);
    }

    // Neighbours in a row are one after the other.
    private void VisitCells(ReadOnlySpan<int> starts, int first, int count, double least)
    {
        var squared = least * least;
        foreach (ref readonly var entry in index.Entries[starts[first]..starts[first + count]])
        {
            var east = Math.Min(Math.Abs(entry.Longitude - from.Longitude), wayRound);
            var north = entry.Latitude - from.Latitude;
            if (east * east * squared + north * north <= bound) Consider(entry);
        }
    }

    private void Consider(in IndexEntry entry)
    {
        if (classes is not null && !classes.Contains(entry) || left is not null && left.Contains(entry.Digits)) return;
        var metres = from.MetresTo(entry.Location);
        if (metres > farthestMetres) return;
        var candidate = new NearbyComponent(ComponentId.FromTrusted(entry.Digits), entry.Location, metres);
        if (found < results.Length) Add(candidate);
        else if (candidate.CompareTo(results[0]) < 0) Sink(candidate, 0);
        else return;
        if (found == results.Length) Limit(results[0].Metres);
    }

    // A heap with the farthest on top, so that a large number of results costs its logarithm for each.
    private void Add(in NearbyComponent candidate)
    {
        var at = found++;
        for (; at > 0 && candidate.CompareTo(results[(at - 1) / 2]) > 0; at = (at - 1) / 2) results[at] = results[(at - 1) / 2];
        results[at] = candidate;
    }

    private readonly void Sink(in NearbyComponent candidate, int at)
    {
        for (var child = 1; child < found; child = 2 * at + 1)
        {
            if (child + 1 < found && results[child + 1].CompareTo(results[child]) > 0) child++;
            if (candidate.CompareTo(results[child]) >= 0) break;
            (results[at], at) = (results[child], child);
        }
        results[at] = candidate;
    }

    private void Limit(double metres)
    {
        farthestMetres = metres;
        var degrees = metres / LeastMetresPerDegree * Widening + Slack;
        bound = degrees * degrees;
    }

    // Which sides of a ring are inside the grid and near enough; a side once left out stays out in wider rings.
    private readonly RingSides Sides(in CellGrid cells, int column, int row, int ring, double least) => new()
    {
        West = column >= ring && !IsBeyond(from.Longitude - cells.SideWest(column - ring + 1), 0, least),
        East = column + ring < cells.Columns && !IsBeyond(cells.SideWest(column + ring) - from.Longitude, 0, least),
        South = row >= ring && !IsBeyond(0, from.Latitude - cells.SideSouth(row - ring + 1), least),
        North = row + ring < cells.Rows && !IsBeyond(0, cells.SideSouth(row + ring) - from.Latitude, least),
        First = Math.Max(0, column - ring),
        Last = Math.Min(cells.Columns - 1, column + ring),
    };

    private readonly bool IsBeyond(double east, double north, double least)
    {
        var x = Math.Max(0, Math.Min(east, wayRound) - Slack) * least;
        var y = Math.Max(0, north - Slack);
        return x * x + y * y > bound;
    }
}
