using System.Globalization;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Releases;
using CityKit.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// PUT /devices/{id}/release by an administrator, GET /devices/{id}/release?after=NUMBER&amp;runtime=RUNTIME by the device itself.
/// </summary>
internal static class ReleaseEndpoints
{
    private const int MaxRuntime = 64;

    internal static void MapPeople(RouteGroupBuilder group) => group.MapPut("/devices/{id}/release", (RequestDelegate)OfferAsync);

    internal static void MapDevices(RouteGroupBuilder group) =>
        group.MapGet("/devices/{id}/release", (RequestDelegate)FindAsync).AllowAnonymous();

    /// <summary>What is not on the shelf is refused here, so that nobody waits for it; the journal holds the offer alone.</summary>
    private static Task OfferAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        // Each PUT is carried out: an offer may come back after another.
        var commandId = IdempotencyKey.CommandIdOrNull(context, json) ?? $"release-{Guid.NewGuid():N}";
        var number = json.Integer("number", 0, long.MaxValue);
        return () =>
        {
            if (!DeviceId.TryParse((string)context.Request.RouteValues["id"]!, null, out var device))
                return CommandAnswers.NotFoundAsync(context, $"device id '{context.Request.RouteValues["id"]}'");
            if (number > 0 && context.Hub().Releases?.Has(number) != true)
                return CommandAnswers.NotFoundAsync(context, $"release {number.ToString(CultureInfo.InvariantCulture)}");
            return CommandAnswers.ExecuteAsync(context, new OfferRelease(commandId, device, number));
        };
    });

    private static Task FindAsync(HttpContext context) => DeviceQuestions.AnswerAsync(context,
        DeviceQuestions.Read(context) is var (device, date, signature) && Requests.Number(context, "after") is { } after
            && context.Request.Query["runtime"].ToString() is { Length: > 0 and <= MaxRuntime } runtime
            ? async () => await AnswerAsync(context, await context.Hub().FindReleaseAsync(
                new ReleaseRequest(device, after, runtime, date),
                signature, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false)
            : null);

    private static async Task AnswerAsync(HttpContext context, ReleaseAnswer answer)
    {
        if (answer.Package is not { } package)
        {
            await DeviceQuestions.WriteAsync(context, answer.Status, answer.Message).ConfigureAwait(false);
            return;
        }
        await using (package.ConfigureAwait(false))
        {
            context.Response.ContentType = "application/octet-stream";
            context.Response.ContentLength = package.Length;
            await package.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}
