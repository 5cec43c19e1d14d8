using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using CityKit.Core;

namespace CityKit.Grids.Maps;

/// <summary>Writes the bytes of <see cref="GridMapFile"/> and keeps their hash.</summary>
internal sealed class GridMapWriter(Stream stream) : IDisposable
{
    private const int FlushBytes = 1 << 16;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<byte> buffer = new(FlushBytes + 256);

    public void Dispose() => hash.Dispose();

    internal void Write(GridMap map)
    {
        buffer.AddRange(GridMapFile.Magic);
        Number(GridMapFile.Version);
        Text(map.Grids.IsEmpty ? "" : map.Grids[0].Scheme.Value);
        Number(map.Grids.Length);
        foreach (var grid in map.Grids) Write(grid);
        Number(map.Locator.Target);
        Numbers(map.Locator.Cells.Cells);
        Numbers(map.Locator.Cells.Lists);
        Flush();
        stream.Write(hash.GetHashAndReset());
    }

    private void Write(Grid grid)
    {
        Text(grid.Code);
        Text(grid.Name);
        Number(grid.IsProvisional ? 1 : 0);
        Number(MapFileDay.ToNumber(grid.Valid.From));
        Number(MapFileDay.ToNumber(grid.Valid.Until));
        Number(grid.Polygons.Length);
        foreach (var polygon in grid.Polygons)
        {
            Number(polygon.Holes.Length + 1);
            Ring(polygon.Outer);
            foreach (var hole in polygon.Holes) Ring(hole);
        }
    }

    private void Ring(ImmutableArray<GeoPoint> ring)
    {
        Number(ring.Length);
        foreach (var point in ring)
        {
            Coordinate(point.Longitude);
            Coordinate(point.Latitude);
        }
    }

    private void Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(bytes.Length);
        buffer.AddRange(bytes);
    }

    private void Numbers(ReadOnlySpan<int> values)
    {
        Number(values.Length);
        foreach (var value in values) Number(value);
    }

    private void Number(int value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        buffer.AddRange(bytes);
        if (buffer.Count >= FlushBytes) Flush();
    }

    private void Coordinate(double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        buffer.AddRange(bytes);
    }

    private void Flush()
    {
        var bytes = CollectionsMarshal.AsSpan(buffer);
        hash.AppendData(bytes);
        stream.Write(bytes);
        buffer.Clear();
    }
}
