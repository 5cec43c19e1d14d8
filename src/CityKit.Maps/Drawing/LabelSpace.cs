namespace CityKit.Maps.Drawing;

/// <summary>Finds places for labels: inside their area, apart from one another.</summary>
/// <param name="sheet">Where labels may be.</param>
internal sealed class LabelSpace(Sheet sheet)
{
    private const int Steps = 14;
    private readonly List<LabelBox> taken = [];

    /// <summary>The place for a label in an area, as near to the middle as it fits; null when it fits nowhere.</summary>
    /// <param name="rings">The area's rings in pixels.</param>
    /// <param name="width">The label's width.</param>
    /// <param name="height">Its height.</param>
    /// <param name="mustFit">Whether the whole label has to be inside; else it is no wider and higher than the area, with its middle
    /// inside.</param>
    internal LabelBox? Find(IReadOnlyList<(double X, double Y)[]> rings, double width, double height, bool mustFit)
    {
        var (west, north, east, south) = Around(rings[0]);
        if (east - west < width || south - north < height) return null;
        var (x, y) = ((west + east) / 2, (north + south) / 2);
        var candidates =
            from column in Enumerable.Range(0, Steps)
            from row in Enumerable.Range(0, Steps)
            let box = new LabelBox(west + (east - west) * (column + 0.5) / Steps, north + (south - north) * (row + 0.5) / Steps, width,
                height)
            orderby Math.Pow((box.X - x) / (east - west), 2) + Math.Pow((box.Y - y) / (south - north), 2)
            select box;
        foreach (var box in candidates)
        {
            if (taken.Exists(box.Meets) || !IsInside(rings, box, mustFit)) continue;
            taken.Add(box);
            return box;
        }
        return null;
    }

    private static bool IsInside(IReadOnlyList<(double X, double Y)[]> rings, LabelBox box, bool mustFit) =>
        mustFit ? box.Points().All(point => Contains(rings, point)) : Contains(rings, (box.X, box.Y));

    private static bool Contains(IReadOnlyList<(double X, double Y)[]> rings, (double X, double Y) point)
    {
        var inside = false;
        foreach (var ring in rings)
            for (var (i, j) = (0, ring.Length - 1); i < ring.Length; j = i++)
                if (ring[i].Y > point.Y != ring[j].Y > point.Y
                    && point.X < (ring[j].X - ring[i].X) * (point.Y - ring[i].Y) / (ring[j].Y - ring[i].Y) + ring[i].X) inside = !inside;
        return inside;
    }

    /// <summary>The part of the sheet that a ring is in.</summary>
    private (double West, double North, double East, double South) Around((double X, double Y)[] ring) =>
        (Math.Max(ring.Min(p => p.X), sheet.Left), Math.Max(ring.Min(p => p.Y), sheet.Top),
            Math.Min(ring.Max(p => p.X), sheet.Right), Math.Min(ring.Max(p => p.Y), sheet.Bottom));
}
