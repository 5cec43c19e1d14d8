using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>GET /devices and GET /devices/{id}: what the hub knows of its devices, and their health, for the duty room.</summary>
internal static class DeviceListEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/devices", QueryEndpoint.Of("devices/list", "devices"));
        group.MapGet("/devices/{id}", QueryEndpoint.One("devices/list"));
    }
}
