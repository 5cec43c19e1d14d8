using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Geometry;

namespace CityKit.Components.Nearest;

/// <summary>
/// The components of a region (区域内部件), found while they are enumerated, in no promised order. Nothing is allocated:
/// <c>foreach (var place in index.Within(region))</c>.
/// </summary>
/// <remarks>Blocks and cells that are in the region as a whole need no look at each point; of those at its border each point is held
/// against the region itself.</remarks>
public ref struct ComponentsWithin
{
    private const double Slack = 1e-12; // degrees: 0.1 µm, more than the rounding of cell sides

    private readonly GeoRegion region;
    private readonly ClassFilter? classes;
    private ComponentIndex index;
    private ComponentIndex? then;
    private HashSet<long>? left; // what the index that comes after has as it is now
    private CellWindow blocks;
    private CellWindow cells;
    private ReadOnlySpan<int> starts; // of the cells of the current block
    private int at;
    private int end;
    private bool isInside; // what is between the two, as a whole

    internal ComponentsWithin(ComponentIndex index, GeoRegion region, ClassFilter? classes, HashSet<long>? left = null,
        ComponentIndex? then = null)
    {
        (this.index, this.region, this.classes, this.left, this.then) = (index, region, classes, left, then);
        blocks = CellWindow.Of(index.Coarse, region.Bounds);
    }

    /// <summary>The current component.</summary>
    public readonly ComponentPlace Current
    {
        get
        {
            ref readonly var entry = ref index.Entries[at - 1];
            return new ComponentPlace(ComponentId.FromTrusted(entry.Digits), entry.Location, (ComponentState)entry.State);
        }
    }

    /// <summary>Finds the next one; false when there is none.</summary>
    public bool MoveNext()
    {
        do
        {
            while (at < end)
                if (IsFound(index.Entries[at++])) return true;
        }
        while (MoveOn());
        return false;
    }

    /// <summary>Itself, so that <c>foreach</c> takes it.</summary>
    public readonly ComponentsWithin GetEnumerator() => this;

    /// <summary>How many are still to come; it is at the end then.</summary>
    public int Count()
    {
        var count = 0;
        do
        {
            if (isInside && classes is null && left is null) count += end - at;
            else
                foreach (ref readonly var entry in index.Entries[at..end]) count += IsFound(entry) ? 1 : 0;
            at = end;
        }
        while (MoveOn());
        return count;
    }

    private readonly bool IsFound(in IndexEntry entry) =>
        (classes is null || classes.Contains(entry)) && (isInside || region.Contains(entry.Location))
            && left?.Contains(entry.Digits) != true;

    /// <summary>On to the next entries that may be in the region.</summary>
    private bool MoveOn()
    {
        while (true)
        {
            if (cells.MoveNext()) TakeCell();
            else if (blocks.MoveNext()) TakeBlock(index.Blocks[blocks.Current]);
            else if (then is { } next) Begin(next);
            else return false;
            if (at < end) return true;
        }
    }

    private void Begin(ComponentIndex next)
    {
        (index, then, left) = (next, null, null);
        blocks = CellWindow.Of(next.Coarse, region.Bounds);
    }

    private void TakeBlock(in IndexBlock block)
    {
        if (block.Cells.Columns == 0) return; // nothing is there
        var cover = region.CoverOf(block.Box);
        if (cover == RegionCover.Outside) return;
        starts = index.Starts.Slice(block.First, block.Cells.Cells + 1);
        if (cover == RegionCover.Inside) (at, end, isInside) = (starts[0], starts[^1], true);
        else cells = CellWindow.Of(block.Cells, region.Bounds);
    }

    private void TakeCell()
    {
        var (first, next) = (starts[cells.Current], starts[cells.Current + 1]);
        if (first == next) return;
        var cover = region.CoverOf(cells.CurrentBox.Widened((Slack, Slack)));
        if (cover != RegionCover.Outside) (at, end, isInside) = (first, next, cover == RegionCover.Inside);
    }
}
