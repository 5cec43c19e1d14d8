using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Where something comes from: GET /alerts/{id}/explain, /leads/{id}/explain, /items/{id}/explain, and GET /journal with its state and its
/// entries.
/// </summary>
internal static class ExplainEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/alerts/{id}/explain", QueryEndpoint.Of("alerts/explain", "chain"));
        group.MapGet("/leads/{id}/explain", QueryEndpoint.Of("leads/explain", "chain"));
        group.MapGet("/items/{id}/explain", QueryEndpoint.Of("items/explain", "chain"));
        group.MapGet("/journal", QueryEndpoint.Of("journal/list", "entries"));
        group.MapGet("/journal/state", QueryEndpoint.One("journal/state"));
        group.MapGet("/journal/{id}", QueryEndpoint.One("journal/entry"));
    }
}
