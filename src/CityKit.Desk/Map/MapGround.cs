using System.Text.Json;
using CityKit.Desk.Access;
using CityKit.Maps.Tiles;
using CityKit.Grids.Maps;
using CityKit.Maps;

namespace CityKit.Desk.Map;

/// <summary>The city's own maps, which the desk draws: those of the hub's <c>maps/</c> queries, or else the hub's own grids.</summary>
internal sealed class MapGround(DeskHub hub, OwnGrids own)
{
    /// <summary>The layers that there are; none of a hub without maps and grids.</summary>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<IReadOnlyList<GroundLayer>> LayersAsync(CancellationToken cancellationToken = default)
    {
        var answer = await hub.AskAsync("maps/layers", new Dictionary<string, string>(),
            cancellationToken: cancellationToken).ConfigureAwait(false);
        if (answer.Content is { } content) return JsonSerializer.Deserialize(content.Bytes.Span,
            GroundJson.Default.IReadOnlyListGroundLayer)!;
        return own.Of(hub.Hub) is { } maps ? [GridsOf(maps)] : [];
    }

    /// <summary>Features as they lie on a ground map: those without coordinates in the middle of their grid.</summary>
    /// <param name="features">Of <see cref="MapFeatures"/>; null for none.</param>
    /// <param name="datum">In which coordinates.</param>
    internal string Place(string? features, TileDatum datum) => FeaturePlaces.Place(features, hub.Hub.Grids, datum);

    /// <summary>The names of some grids, by code; of one without a name none.</summary>
    internal IReadOnlyDictionary<string, string> NamesOf(IEnumerable<string> codes) =>
        hub.Hub.Grids is not { } grids ? new Dictionary<string, string>()
        : codes.Select(code => grids.TryGet(code, out var grid) ? grid : null).OfType<Grid>().Where(grid => grid.Name.Length > 0)
            .ToDictionary(grid => grid.Code, grid => grid.Name);

    private static GroundLayer GridsOf(CityMaps maps)
    {
        var grids = maps.Grids[0].Map.Grids;
        var box = grids.SelectMany(grid => grid.Polygons).Select(polygon => polygon.Bounds).Aggregate((a, b) => a.Union(b));
        return new GroundLayer("grids", grids.Length, [box.West, box.South, box.East, box.North]);
    }
}
