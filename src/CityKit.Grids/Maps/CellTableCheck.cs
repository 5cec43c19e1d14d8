namespace CityKit.Grids.Maps;

/// <summary>Whether every reference of a cell table from outside leads somewhere.</summary>
internal static class CellTableCheck
{
    internal static bool IsRight(int[] cells, int[] lists, EdgeTable table)
    {
        HashSet<int> starts = [];
        for (var at = 0; at < lists.Length;)
        {
            starts.Add(at);
            if (!TryPassList(lists, table, ref at)) return false;
        }
        return cells.All(cell => cell >= 0 ? cell <= table.Shapes : starts.Contains(~cell));
    }

    private static bool TryPassList(int[] lists, EdgeTable table, ref int at)
    {
        var groups = lists[at++];
        if (groups < 1) return false;
        var last = -1;
        for (; groups > 0; groups--)
        {
            if (at + 2 > lists.Length || lists[at] <= last || lists[at] >= table.Shapes || lists[at + 1] < 0) return false;
            var (shape, edges) = (last = lists[at], lists[at + 1] >> 1);
            if (edges > lists.Length - at - 2) return false;
            foreach (var edge in lists.AsSpan(at + 2, edges))
                if (edge < table.StartOf(shape) || edge >= table.StartOf(shape + 1)) return false;
            at += 2 + edges;
        }
        return true;
    }
}
