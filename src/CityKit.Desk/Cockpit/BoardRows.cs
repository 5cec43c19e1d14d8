namespace CityKit.Desk.Cockpit;

/// <summary>Boards laid out in rows of four columns, and rows in pages of a wall.</summary>
internal static class BoardRows
{
    internal const int Columns = 4;
    private const int WallHeight = 4;

    /// <summary>Boards in their order, as many in a row as have room; by their places in the plan.</summary>
    internal static IReadOnlyList<int[]> Of(IReadOnlyList<Board> boards)
    {
        var (rows, used) = (new List<List<int>>(), Columns);
        for (var place = 0; place < boards.Count; place++)
        {
            if (used + boards[place].Width > Columns)
            {
                rows.Add([]);
                used = 0;
            }
            rows[^1].Add(place);
            used += boards[place].Width;
        }
        return [.. rows.Select(row => row.ToArray())];
    }

    /// <summary>The rows of each page of a wall; at least one page.</summary>
    internal static IReadOnlyList<int[][]> Pages(IReadOnlyList<Board> boards)
    {
        var pages = new List<List<int[]>> { new() };
        foreach (var row in Of(boards))
        {
            if (pages[^1].Sum(other => HeightOf(other, boards)) + HeightOf(row, boards) > WallHeight) pages.Add([]);
            pages[^1].Add(row);
        }
        return [.. pages.Select(page => page.ToArray())];
    }

    internal static int HeightOf(int[] row, IReadOnlyList<Board> boards) => row.All(place => boards[place].IsLow) ? 1 : 2;
}
