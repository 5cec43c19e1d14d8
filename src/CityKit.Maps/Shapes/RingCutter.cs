using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Maps.Shapes;

/// <summary>Cuts rings into pieces at junctions and finds each piece again that another ring has, whichever way it goes.</summary>
/// <param name="points">The points by number.</param>
/// <param name="junctions">Where to cut.</param>
/// <param name="arcs">The pieces so far, by their first two points.</param>
internal sealed class RingCutter(IReadOnlyList<GeoPoint> points, BorderJunctions junctions, Dictionary<(int, int), BorderArc> arcs)
{
    private readonly ArcWeights weights = new(points);

    internal ImmutableArray<ArcUse> Cut(int[] ring)
    {
        var first = Array.FindIndex(ring, junctions.Contains);
        if (first < 0) first = Array.IndexOf(ring, ring.Min()); // the same for every ring along it
        var uses = ImmutableArray.CreateBuilder<ArcUse>();
        List<int> piece = [ring[first]];
        for (var i = 1; i <= ring.Length; i++)
        {
            var point = ring[(first + i) % ring.Length];
            piece.Add(point);
            if (i < ring.Length && !junctions.Contains(point)) continue;
            uses.Add(Use([.. piece]));
            piece = [point];
        }
        return uses.ToImmutable();
    }

    private ArcUse Use(int[] piece)
    {
        var isBackward = (piece[0], piece[1]).CompareTo((piece[^1], piece[^2])) > 0;
        if (isBackward) Array.Reverse(piece);
        if (!arcs.TryGetValue((piece[0], piece[1]), out var arc))
            arcs.Add((piece[0], piece[1]), arc = new BorderArc(piece, weights.Of(piece)));
        return new ArcUse(arc, isBackward);
    }
}
