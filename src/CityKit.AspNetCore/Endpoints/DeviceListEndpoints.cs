using System.Text.Json;
using CityKit.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>GET /devices and GET /devices/{id}: what the hub knows of its devices, for the duty room.</summary>
internal static class DeviceListEndpoints
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/devices", WatchingOnly.Of(ListAsync));
        group.MapGet("/devices/{id}", WatchingOnly.Of(ShowAsync));
    }

    private static Task ListAsync(HttpContext context) => JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
    {
        writer.WriteStartArray("devices");
        foreach (var device in context.Hub().Devices) Write(writer, device);
        writer.WriteEndArray();
    });

    private static Task ShowAsync(HttpContext context) =>
        context.Hub().Devices.FirstOrDefault(d => d.Id.Value == (string)context.Request.RouteValues["id"]!) is { } device
            ? JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => WriteMembers(writer, device))
            : CommandAnswers.NotFoundAsync(context, $"device '{context.Request.RouteValues["id"]}'");

    private static void Write(Utf8JsonWriter writer, DeviceRecord device)
    {
        writer.WriteStartObject();
        WriteMembers(writer, device);
        writer.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter writer, DeviceRecord device)
    {
        writer.WriteString("id", device.Id.Value);
        writer.WriteString("fingerprint", device.Key.Fingerprint);
        writer.WriteString("heardAt", device.HeardAt is { } at ? InstantPattern.ExtendedIso.Format(at) : null);
        writer.WriteString("standing", device.Standing.ToString());
        writer.WriteNumber("accepted", device.Accepted);
        writer.WriteNumber("bundle", device.Bundle?.Version ?? 0);
        writer.WriteNumber("release", device.Release);
        Write(writer, device.Agent);
    }

    private static void Write(Utf8JsonWriter writer, DeviceAgent agent)
    {
        writer.WriteStartObject("agent");
        writer.WriteString("version", agent.Version);
        writer.WriteNumber("number", agent.Number);
        writer.WriteString("runtime", agent.Runtime);
        writer.WriteBoolean("onTrial", agent.IsOnTrial);
        writer.WriteNumber("failed", agent.Failed);
        writer.WriteString("failedWhy", agent.FailedWhy);
        writer.WriteEndObject();
    }
}
