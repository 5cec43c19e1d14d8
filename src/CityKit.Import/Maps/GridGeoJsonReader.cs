using CityKit.Core.Text;
using CityKit.Grids.Maps;
using CityKit.Import.Files;

namespace CityKit.Import.Maps;

/// <summary>
/// Reads grids and areas from GeoJSON (RFC 7946, WGS84): a FeatureCollection of polygons and multi-polygons, a single Feature, or features
/// one after the other (NDJSON, RFC 8142), feature by feature: the memory needed is that of the result and one feature.
/// </summary>
/// <remarks>Checked here: a code that fits the scheme and comes once; rings closed, of 4 positions or more, in range, that do not cross.
/// Gaps and overlaps are not looked for: <see cref="GridMapCheck"/>.
/// A compressed file is read through <see cref="GzipFile"/>; text that is not UTF-8 is recognised, or named by a <see
/// cref="TextInput"/>.</remarks>
public static class GridGeoJsonReader
{
    /// <summary>Reads a file's bytes.</summary>
    public static GridReadResult Read(byte[] utf8, GeoJsonGridOptions? options = null)
    {
        using var stream = new MemoryStream(utf8, writable: false);
        return Read(stream, options);
    }

    /// <summary>Reads a stream to its end. Bad features are in the result; an exception comes only from the stream itself.</summary>
    public static GridReadResult Read(Stream stream, GeoJsonGridOptions? options = null)
    {
        var chosen = options ?? new GeoJsonGridOptions();
        var collected = new GridCollector(chosen);
        new FeatureStream(TextInput.Of(stream), chosen, collected).ReadAll();
        return GridMapCheck.Validate(collected.Result(), chosen.Repair);
    }
}
