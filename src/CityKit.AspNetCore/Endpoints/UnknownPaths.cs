using CityKit.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Every other path and method below the hub's: 404, in the form of all answers.</summary>
internal static class UnknownPaths
{
    internal static void Map(RouteGroupBuilder group) =>
        group.MapFallback("{**path}", (RequestDelegate)(context => JsonAnswer.RefuseAsync(context, Nothing))).AllowAnonymous();

    private static Refusal Nothing { get; } = Refusal.Of(
        "not-found", "There is no such path, or not with this method: see docs/http-api.md.",
        "没有此路径或不支持此方法，请见 docs/http-api.md。");
}
