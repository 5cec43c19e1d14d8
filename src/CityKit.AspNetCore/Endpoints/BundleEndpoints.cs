using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>PUT /devices/{id}/bundle by an administrator, GET /devices/{id}/bundle?after=VERSION by the device itself.</summary>
internal static class BundleEndpoints
{
    internal static void MapPeople(RouteGroupBuilder group) =>
        group.MapPut("/devices/{id}/bundle", (RequestDelegate)PublishAsync).WithMetadata(BodyTypes.Wire);

    internal static void MapDevices(RouteGroupBuilder group) =>
        group.MapGet("/devices/{id}/bundle", (RequestDelegate)FindAsync).AllowAnonymous();

    private static async Task PublishAsync(HttpContext context)
    {
        var body = await context.BodyAsync(ConfigurationBundle.MaxBytes).ConfigureAwait(false);
        if (body.Refusal is { } refusal) await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else if (SignedBundle.Decode(body.Bytes, out var error) is not { } bundle)
            await JsonAnswer.RefuseAsync(context, new Refusal("bad-request", error!.Message, [])).ConfigureAwait(false);
        else if (bundle.Content.Device.Value != (string)context.Request.RouteValues["id"]!)
            await JsonAnswer.RefuseAsync(context, OtherDevice(bundle.Content.Device)).ConfigureAwait(false);
        else
            await CommandAnswers.ExecuteAsync(context, new PublishBundle(CommandId(context, bundle.Content), bundle)).ConfigureAwait(false);
    }

    /// <summary>The same version of the same device is the same command; other content under it is refused as a conflict.</summary>
    private static string CommandId(HttpContext context, ConfigurationBundle bundle) => CommandAnswers.CommandIdOr(context,
        $"bundle-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(bundle.Device.Value)).AsSpan(0, 8))}-"
        + $"{bundle.Version.ToString(CultureInfo.InvariantCulture)}");

    private static Task FindAsync(HttpContext context) => DeviceQuestions.AnswerAsync(context,
        DeviceQuestions.Read(context) is var (device, date, signature) && Requests.Number(context, "after") is { } after
            ? async () => await AnswerAsync(context, await context.Hub().FindBundleAsync(
                new BundleRequest(device, after, date), signature, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false)
            : null);

    private static Task AnswerAsync(HttpContext context, BundleAnswer answer) =>
        answer.Bundle is { } bundle ? SendAsync(context, bundle) : DeviceQuestions.WriteAsync(context, answer.Status, answer.Message);

    private static Task SendAsync(HttpContext context, SignedBundle bundle)
    {
        var bytes = bundle.Encode();
        context.Response.ContentType = "application/msgpack";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Refusal OtherDevice(DeviceId device) =>
        Refusal.Of("bad-request", $"The bundle is for {device}, not for the device in the path.", $"配置包属于设备 {device}，与路径不符。");
}
