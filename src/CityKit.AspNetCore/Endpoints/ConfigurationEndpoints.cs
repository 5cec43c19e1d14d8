using System.Security.Cryptography;
using System.Text;
using CityKit.Cases.Profiles;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Sensors.Register;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Configuration while the hub runs: what is in force (GET /configuration, /rules, /classes, /sensors); POST /sensors, PUT /rules, /policy,
/// /calendar and /profiles/{id} with a file, POST /sensors/{device}/{sensor}/retire, /consents/withdraw and /profiles/{id}/retire. The same
/// file sent again is the same command, unless the caller names its own with ?commandId=.
/// </summary>
internal static class ConfigurationEndpoints
{
    private const int MaxFile = 1 << 20;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/rules", QueryEndpoint.Of("rules/list", "rules"));
        group.MapGet("/rules/names", QueryEndpoint.Of("rules/names", "rules"));
        group.MapGet("/rules/{id}", QueryEndpoint.One("rules/list"));
        group.MapGet("/classes", QueryEndpoint.Of("classes/list", "classes"));
        group.MapGet("/sensors", QueryEndpoint.Of("sensors/list", "sensors"));
        group.MapGet("/configuration", QueryEndpoint.One("configuration/in-force"));
        group.MapPost("/sensors", (RequestDelegate)PutSensorsAsync);
        group.MapPost("/sensors/{device}/{sensor}/retire", (RequestDelegate)RetireAsync);
        group.MapPost("/consents/withdraw", (RequestDelegate)WithdrawAsync);
        group.MapPut("/rules", (RequestDelegate)PutRulesAsync);
        group.MapPut("/policy", (RequestDelegate)PutPolicyAsync);
        group.MapPut("/calendar", (RequestDelegate)PutCalendarAsync);
        group.MapPut("/profiles/{id}", (RequestDelegate)PutProfileAsync);
        group.MapPost("/profiles/{id}/retire", (RequestDelegate)RetireProfileAsync);
    }

    private static Task PutSensorsAsync(HttpContext context) => PutAsync(context, (id, file) => new PutSensors(id, file));

    private static Task PutRulesAsync(HttpContext context) => PutAsync(context, (id, file) => new PutRules(id, file));

    private static Task PutPolicyAsync(HttpContext context) => PutAsync(context, (id, file) => new PutPolicy(id, file));

    private static Task PutCalendarAsync(HttpContext context) => PutAsync(context, (id, file) => new PutCalendar(id, file));

    private static Task PutProfileAsync(HttpContext context) =>
        PutAsync(context, (id, file) => new PutProfile(id, file), file => OtherProfile(ProfileOf(context), file));

    private static Task RetireProfileAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (commandId, profile) = (IdempotencyKey.CommandId(context, json), ProfileOf(context));
        return () => CommandAnswers.ExecuteAsync(context, new RetireProfile(commandId, profile));
    });

    private static string ProfileOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;

    /// <summary>What is no profile at all, the hub says itself.</summary>
    private static Refusal? OtherProfile(string id, byte[] file) =>
        ProfileReader.Read(file, out _) is { } profile && profile.Id != id
            ? Refusal.Of("bad-request", $"The file holds the profile '{profile.Id}', and the request names '{id}'.",
                $"文件中的业务类型是“{profile.Id}”，而请求针对“{id}”。")
            : null;

    private static async Task PutAsync(HttpContext context, Func<string, string, HubCommand> command, Func<byte[], Refusal?>? check = null)
    {
        var body = await context.BodyAsync(MaxFile).ConfigureAwait(false);
        if ((body.Refusal ?? check?.Invoke(body.Bytes)) is { } refusal)
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else await CommandAnswers.ExecuteAsync(
            context, command(CommandId(context, body.Bytes), Encoding.UTF8.GetString(body.Bytes))).ConfigureAwait(false);
    }

    private static Task RetireAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (commandId, at) = (IdempotencyKey.CommandId(context, json), json.Instant("at"));
        var (device, sensor) = ((string)context.Request.RouteValues["device"]!, (string)context.Request.RouteValues["sensor"]!);
        return () => DeviceId.TryParse(device, null, out var of) && SensorName.TryParse(sensor, null, out var name)
            ? CommandAnswers.ExecuteAsync(context, new RetireSensor(commandId, new SensorKey(of, name), at))
            : CommandAnswers.NotFoundAsync(context, $"sensor '{device}/{sensor}'");
    });

    private static Task WithdrawAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var (commandId, household, purpose) =
            (IdempotencyKey.CommandId(context, json), json.Text("household", 64), json.Text("purpose", 64));
        return () => CommandAnswers.ExecuteAsync(context, new WithdrawConsent(commandId, household, purpose));
    });

    private static string CommandId(HttpContext context, byte[] file) =>
        CommandAnswers.CommandIdOr(context, $"file-{Convert.ToHexStringLower(SHA256.HashData(file).AsSpan(0, 16))}");
}
