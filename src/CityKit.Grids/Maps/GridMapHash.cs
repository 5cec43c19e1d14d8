using System.Buffers.Binary;
using System.Collections.Immutable;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>
/// The hash of what a map finds by, whatever file it came from: a name and a version; scheme and number of grids; each grid's code and
/// rings. Numbers are little-endian; every text and list has its length before it.
/// </summary>
internal sealed class GridMapHash : IDisposable
{
    private readonly ContentHash hash = new();

    public void Dispose() => hash.Dispose();

    internal static byte[] Of(GridMap map)
    {
        using var hash = new GridMapHash();
        hash.hash.Add("CityKit grids 1");
        hash.hash.Add(map.Grids.IsEmpty ? "" : map.Grids[0].Scheme.Value);
        hash.hash.Add(map.Grids.Length);
        foreach (var grid in map.Grids) hash.Add(grid);
        return hash.hash.Finish();
    }

    private void Add(Grid grid)
    {
        hash.Add(grid.Code);
        hash.Add(grid.Polygons.Length);
        foreach (var polygon in grid.Polygons)
        {
            hash.Add(polygon.Holes.Length + 1);
            Add(polygon.Outer);
            foreach (var hole in polygon.Holes) Add(hole);
        }
    }

    private void Add(ImmutableArray<GeoPoint> ring)
    {
        var bytes = new byte[ring.Length * 2 * sizeof(double)];
        for (var i = 0; i < ring.Length; i++)
        {
            var point = bytes.AsSpan(i * 2 * sizeof(double));
            BinaryPrimitives.WriteDoubleLittleEndian(point, ring[i].Longitude);
            BinaryPrimitives.WriteDoubleLittleEndian(point[sizeof(double)..], ring[i].Latitude);
        }
        hash.Add(ring.Length, bytes);
    }
}
