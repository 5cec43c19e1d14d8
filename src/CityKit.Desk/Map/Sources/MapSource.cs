using CityKit.Core;
using CityKit.Desk.Extending;
using CityKit.Desk.Map.PmTiles;
using CityKit.Desk.Shell;
using CityKit.Maps.Tiles;
using System.Net;

namespace CityKit.Desk.Map.Sources;

/// <summary>A ground map as it can be shown now.</summary>
/// <param name="Source">What the application said.</param>
/// <param name="File">Its file, opened; null of an address, or when it cannot be read.</param>
/// <param name="Problem">Why it cannot be shown; null when it can.</param>
internal sealed record MapSource(TileSource Source, PmTilesFile? File, LocalizedText? Problem)
{
    /// <summary>The layers of vector tiles; none of pictures.</summary>
    private IReadOnlyList<string> Layers => File?.Layers() ?? Source.Layers;

    private bool IsVector => File is null ? Source.Layers.Count > 0 : File.Header.Kind == PmTilesKind.Vector;

    /// <summary>What <c>map.js</c> reads.</summary>
    /// <param name="view">Where the desk is.</param>
    /// <param name="shift">How far its coordinates are from WGS 84 in the city, in degrees.</param>
    internal object ToSetup(DeskView view, double[] shift) => new
    {
        Kind = IsVector ? "vector" : "raster",
        Tiles = Source.OwnPath ?? view.To($"map/sources/{Source.Id}/{{z}}/{{x}}/{{y}}"),
        Maxzoom = File?.Header.MostZoom ?? Source.MostZoom,
        Source.TileSize,
        Attribution = WebUtility.HtmlEncode(Source.Attribution),
        Datum = Source.Datum == TileDatum.Gcj02 ? "gcj02" : "",
        Layers,
        Shift = shift,
    };
}
