namespace CityKit.Maps.Shapes;

/// <summary>A piece of border as a ring goes along it.</summary>
/// <param name="Arc">The piece.</param>
/// <param name="IsBackward">Whether the ring goes from its end to its beginning.</param>
internal readonly record struct ArcUse(BorderArc Arc, bool IsBackward)
{
    /// <summary>The points that a tolerance keeps, without the last, which begins the next piece.</summary>
    internal IEnumerable<int> Kept(double metres)
    {
        var last = Arc.Points.Length - 1;
        for (var i = 0; i < last; i++)
        {
            var at = IsBackward ? last - i : i;
            if (Arc.Weights[at] > metres) yield return Arc.Points[at];
        }
    }
}
