using CityKit.Core;

namespace CityKit.Components.Nearest;

/// <summary>The components of one part of the town: a box drawn tightly around them, cut into cells.</summary>
/// <param name="First">Its first number in the table of cell starts; it has one number more than cells.</param>
/// <param name="Box">The box.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="LeastCosine">The least cosine of a latitude in the box.</param>
internal readonly record struct IndexBlock(int First, GeoBox Box, CellGrid Cells, double LeastCosine)
{
    internal static IndexBlock Of(int first, ReadOnlySpan<IndexEntry> entries)
    {
        var box = BoxOf(entries);
        return new IndexBlock(first, box, CellGrid.Of(box, Math.Max(1, entries.Length / ComponentIndex.EntriesOfCell)),
            Math.Min(Cosine(box.South), Cosine(box.North)));
    }

    internal static double Cosine(double latitude) => Math.Cos(latitude * (Math.PI / 180));

    internal static GeoBox BoxOf(ReadOnlySpan<IndexEntry> entries)
    {
        var (west, south, east, north) = (double.MaxValue, double.MaxValue, double.MinValue, double.MinValue);
        foreach (ref readonly var entry in entries)
        {
            (west, east) = (Math.Min(west, entry.Longitude), Math.Max(east, entry.Longitude));
            (south, north) = (Math.Min(south, entry.Latitude), Math.Max(north, entry.Latitude));
        }
        return new GeoBox(west, south, east, north);
    }
}
