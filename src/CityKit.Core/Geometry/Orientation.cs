namespace CityKit.Core.Geometry;

/// <summary>
/// On which side of a line a point lies, decided exactly: the filter and the expansions of J. R. Shewchuk, "Adaptive Precision
/// Floating-Point Arithmetic and Fast Robust Geometric Predicates" (1997).
/// </summary>
internal static class Orientation
{
    private const double FilterBound = 3.3306690738754716e-16; // (3 + 16 u) u with u = 2^-53

    /// <summary>1 when c lies left of the line from a to b, -1 right, 0 on it.</summary>
    internal static int Sign(GeoPoint a, GeoPoint b, GeoPoint c)
    {
        var left = (a.Longitude - c.Longitude) * (b.Latitude - c.Latitude);
        var right = (a.Latitude - c.Latitude) * (b.Longitude - c.Longitude);
        var difference = left - right;
        return Math.Abs(difference) > FilterBound * (Math.Abs(left) + Math.Abs(right)) ? Math.Sign(difference) : ExactSign(a, b, c);
    }

    // The determinant as a sum of six exact products; the last nonzero part of the expansion outweighs all others.
    private static int ExactSign(GeoPoint a, GeoPoint b, GeoPoint c)
    {
        Span<double> parts = stackalloc double[12];
        var count = 0;
        Add(parts, ref count, a.Longitude, b.Latitude);
        Add(parts, ref count, -a.Latitude, b.Longitude);
        Add(parts, ref count, b.Longitude, c.Latitude);
        Add(parts, ref count, -b.Latitude, c.Longitude);
        Add(parts, ref count, c.Longitude, a.Latitude);
        Add(parts, ref count, -c.Latitude, a.Longitude);
        for (var i = count - 1; i >= 0; i--)
            if (parts[i] != 0) return Math.Sign(parts[i]);
        return 0;
    }

    private static void Add(Span<double> parts, ref int count, double x, double y)
    {
        var product = x * y;
        Grow(parts, ref count, Math.FusedMultiplyAdd(x, y, -product));
        Grow(parts, ref count, product);
    }

    private static void Grow(Span<double> parts, ref int count, double value)
    {
        for (var i = 0; i < count; i++)
        {
            var sum = value + parts[i];
            var virtualPart = sum - value;
            parts[i] = value - (sum - virtualPart) + (parts[i] - virtualPart);
            value = sum;
        }
        parts[count++] = value;
    }
}
