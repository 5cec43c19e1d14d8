using System.Security.Cryptography;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>PUT /devices/{id}: admits a device with its public key.</summary>
internal static class AdministrationEndpoints
{
    internal static void Map(RouteGroupBuilder group) => group.MapPut("/devices/{id}", (RequestDelegate)AdmitAsync);

    private static Task AdmitAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        // Each PUT is carried out: a key may come back after another.
        var commandId = json.TextOrNull("commandId", 64) ?? $"admit-{Guid.NewGuid():N}";
        var key = Key(json.Text("publicKey", 200));
        if (key is null) json.Reject("publicKey", "a P-256 SubjectPublicKeyInfo in base64");
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
