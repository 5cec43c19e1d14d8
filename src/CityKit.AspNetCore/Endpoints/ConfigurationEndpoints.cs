using System.Security.Cryptography;
using System.Text;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Rules and sensors while the hub runs: POST /sensors and PUT /rules with a file, POST /sensors/{device}/{sensor}/retire. The same file
/// sent again is the same command, unless the caller names its own with ?commandId=.
/// </summary>
internal static class ConfigurationEndpoints
{
    private const int MaxFile = 1 << 20;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/sensors", (RequestDelegate)PutSensorsAsync);
        group.MapPost("/sensors/{device}/{sensor}/retire", (RequestDelegate)RetireAsync);
        group.MapPut("/rules", (RequestDelegate)PutRulesAsync);
    }

    private static Task PutSensorsAsync(HttpContext context) => PutAsync(context, (id, file) => new PutSensors(id, file));

    private static Task PutRulesAsync(HttpContext context) => PutAsync(context, (id, file) => new PutRules(id, file));

    private static async Task PutAsync(HttpContext context, Func<string, string, HubCommand> command)
    {
        var body = await context.BodyAsync(MaxFile).ConfigureAwait(false);
        if (body.Refusal is { } refusal) await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else await CommandAnswers.ExecuteAsync(
            context, command(CommandId(context, body.Bytes), Encoding.UTF8.GetString(body.Bytes))).ConfigureAwait(false);
    }

    private static Task RetireAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (commandId, at) = (json.Text("commandId", 64), json.Instant("at"));
        var (device, sensor) = ((string)context.Request.RouteValues["device"]!, (string)context.Request.RouteValues["sensor"]!);
        return () => DeviceId.TryParse(device, null, out var of) && SensorName.TryParse(sensor, null, out var name)
            ? CommandAnswers.ExecuteAsync(context, new RetireSensor(commandId, new SensorKey(of, name), at))
            : CommandAnswers.NotFoundAsync(context, $"sensor '{device}/{sensor}'");
    });

    private static string CommandId(HttpContext context, byte[] file) =>
        CommandAnswers.CommandIdOr(context, $"file-{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}");
}
