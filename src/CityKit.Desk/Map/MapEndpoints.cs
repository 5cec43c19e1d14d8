using System.Security.Cryptography;
using CityKit.Core;
using CityKit.Desk.Map.Sources;
using CityKit.Maps.Tiles;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CityKit.Desk.Map;

/// <summary>Tiles for the desk's maps: what a browser asks while a person moves a map.</summary>
internal static class MapEndpoints
{
    private const int TagDigits = 16;

    internal static void Map(IEndpointRouteBuilder group)
    {
        group.MapGet("/map/tiles/{layer}/{z:int}/{x:int}/{y:int}", TileAsync);
        group.MapGet("/map/sources/{id}/{z:int}/{x:int}/{y:int}", SourceTileAsync);
    }

    private static async Task<IResult> TileAsync(string layer, int z, int x, int y, HttpContext context, MapTiles tiles)
    {
        if (!TileAddress.TryOf(z, x, y, out var tile)) return Results.NotFound();
        var more = context.Request.Query.ToDictionary(pair => pair.Key, pair => pair.Value.ToString());
        var answer = await tiles.ReadAsync(layer, tile, more, context.User, context.RequestAborted).ConfigureAwait(false);
        return answer.Content is { } content ? Kept(context, content.Bytes, content.ContentType) : Refused(answer.Refusal!);
    }

    private static async Task<IResult> SourceTileAsync(string id, int z, int x, int y, HttpContext context, MapSources sources)
    {
        if (!TileAddress.TryOf(z, x, y, out var tile)) return Results.NotFound();
        var read = await sources.TileAsync(id, tile, context.RequestAborted).ConfigureAwait(false);
        if (read?.Problem is { } problem) return Results.Json(Refusal.Of("unavailable", problem.En, problem.Zh),
            statusCode: StatusCodes.Status502BadGateway);
        if (read is null) return Results.NotFound();
        return read.Bytes is { } bytes ? Kept(context, bytes, read.Type) : Results.NoContent(); // to a browser a 404 would be an error
    }

    /// <summary>For a minute a browser asks nothing; after it, it hears that the tile is the same.</summary>
    private static IResult Kept(HttpContext context, ReadOnlyMemory<byte> bytes, string type)
    {
        context.Response.Headers.CacheControl = "private, max-age=60";
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes.Span))[..TagDigits]}\"";
        return Results.Bytes(bytes, type, entityTag: EntityTagHeaderValue.Parse(tag));
    }

    private static IResult Refused(Refusal refusal) => Results.Json(refusal, statusCode: refusal.Code switch
    {
        "not-found" => StatusCodes.Status404NotFound,
        "wrong-role" => StatusCodes.Status403Forbidden,
        _ => StatusCodes.Status400BadRequest,
    });
}
