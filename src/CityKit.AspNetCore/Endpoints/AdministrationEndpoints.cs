using System.Security.Cryptography;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Text;
using CityKit.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>PUT /devices/{id}: admits a device with its public key. POST /devices/{id}/suspend, resume and revoke.</summary>
internal static class AdministrationEndpoints
{
    private const int MaxReason = 500;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPut("/devices/{id}", (RequestDelegate)AdmitAsync);
        group.MapPost("/devices/{id}/suspend",
            context => SetAsync(context, "suspend", (json, id, device) => new SuspendDevice(id, device, Reason(json))));
        group.MapPost("/devices/{id}/resume", context => SetAsync(context, "resume", (_, id, device) => new ResumeDevice(id, device)));
        group.MapPost("/devices/{id}/revoke",
            context => SetAsync(context, "revoke", (json, id, device) => new RevokeDevice(id, device, Reason(json))));
    }

    private static string Reason(ConfigReader json) => json.Text("reason", MaxReason);

    private static Task SetAsync(HttpContext context, string name, Func<ConfigReader, string, DeviceId, HubCommand> make) =>
        Requests.JsonAsync(context, json =>
        {
            var commandId = IdempotencyKey.CommandIdOrNull(context, json) ?? $"{name}-{Guid.NewGuid():N}";
            var known = DeviceId.TryParse((string)context.Request.RouteValues["id"]!, null, out var device);
            var command = make(json, commandId, device);
            return () => known ? CommandAnswers.ExecuteAsync(context, command)
                : CommandAnswers.NotFoundAsync(context, $"device id '{context.Request.RouteValues["id"]}'");
        });

    private static Task AdmitAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        // Each PUT is carried out: a key may come back after another.
        var commandId = IdempotencyKey.CommandIdOrNull(context, json) ?? $"admit-{Guid.NewGuid():N}";
        var key = Key(json.Text("publicKey", 200));
        if (key is null) json.Reject("publicKey", new("base64 编码的 P-256 SubjectPublicKeyInfo", "a P-256 SubjectPublicKeyInfo in base64"));
        return () => DeviceId.TryParse((string)context.Request.RouteValues["id"]!, null, out var device)
            ? CommandAnswers.ExecuteAsync(context, new AdmitDevice(commandId, device, key!))
            : CommandAnswers.NotFoundAsync(context, $"device id '{context.Request.RouteValues["id"]}'");
    });

    private static DevicePublicKey? Key(string base64)
    {
        try
        {
            return new DevicePublicKey(Convert.FromBase64String(base64));
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException)
        {
            return null;
        }
    }
}
