using System.Security.Claims;
using CityKit.AspNetCore;
using CityKit.Cases;
using CityKit.Desk.Access;
using CityKit.Maps;
using CityKit.Maps.Tiles;
using CityKit.Modules;

namespace CityKit.Desk.Map;

/// <summary>Tiles of the city's own maps: the hub's <c>maps/tile</c>, or of a hub without maps its own grids.</summary>
internal sealed class MapTiles(DeskHubs hubs, OwnGrids own)
{
    /// <summary>A tile of a layer.</summary>
    /// <param name="layer">grids, compounds or components.</param>
    /// <param name="tile">Which.</param>
    /// <param name="more">More arguments of <c>maps/tile</c>.</param>
    /// <param name="person">Who looks.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The store cannot be read now.</exception>
    internal async ValueTask<QueryAnswer> ReadAsync(
        string layer, TileAddress tile, IReadOnlyDictionary<string, string> more, ClaimsPrincipal person,
        CancellationToken cancellationToken)
    {
        var arguments = new Dictionary<string,
            string>(more) { ["layer"] = layer, ["z"] = $"{tile.Zoom}", ["x"] = $"{tile.X}", ["y"] = $"{tile.Y}" };
        var hub = hubs.Of(hubs.NameFor(person));
        var actor = ActorClaims.ToActor(person) ?? new Actor("unknown", "", new HashSet<Role>());
        var answer = await hub.QueryAsync("maps/tile", arguments, actor, cancellationToken: cancellationToken).ConfigureAwait(false);
        return answer.Refusal?.Code == "not-found" && layer == "grids" && own.Of(hub) is { } maps ? Own(maps, tile, more) : answer;
    }

    private static QueryAnswer Own(CityMaps maps, TileAddress tile, IReadOnlyDictionary<string, string> more) =>
        QueryAnswer.Of(new QueryContent(maps.In(more.GetValueOrDefault("datum") == "gcj02" ? TileDatum.Gcj02
            : TileDatum.Wgs84).Grids[0].Tile(tile), MapsModule.TileType));
}
