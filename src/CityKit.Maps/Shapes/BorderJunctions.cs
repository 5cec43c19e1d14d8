namespace CityKit.Maps.Shapes;

/// <summary>Where more than two borders meet: points with more than two different neighbours in all rings.</summary>
internal sealed class BorderJunctions
{
    private readonly Dictionary<int, (int First, int Second)> neighbours = [];
    private readonly HashSet<int> junctions = [];

    internal bool Contains(int point) => junctions.Contains(point);

    internal void Add(IEnumerable<int[]> rings)
    {
        foreach (var ring in rings)
            for (var i = 0; i < ring.Length; i++)
            {
                Meet(ring[i], ring[(i + 1) % ring.Length]);
                Meet(ring[(i + 1) % ring.Length], ring[i]);
            }
    }

    private void Meet(int point, int other)
    {
        if (!neighbours.TryGetValue(point, out var known)) neighbours[point] = (other, -1);
        else if (known.First == other || known.Second == other) return;
        else if (known.Second < 0) neighbours[point] = (known.First, other);
        else junctions.Add(point);
    }
}
