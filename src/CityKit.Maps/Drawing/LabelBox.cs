namespace CityKit.Maps.Drawing;

/// <summary>Where a label would be, in pixels.</summary>
internal readonly record struct LabelBox(double X, double Y, double Width, double Height)
{
    internal bool Meets(LabelBox other) =>
        Math.Abs(X - other.X) * 2 < Width + other.Width && Math.Abs(Y - other.Y) * 2 < Height + other.Height;

    /// <summary>The corners and the middles of the longer sides.</summary>
    internal IEnumerable<(double X, double Y)> Points()
    {
        foreach (var x in (double[])[X - Width / 2, X, X + Width / 2])
            foreach (var y in (double[])[Y - Height / 2, Y + Height / 2]) yield return (x, y);
    }
}
