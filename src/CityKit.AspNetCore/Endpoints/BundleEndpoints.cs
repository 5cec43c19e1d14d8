using System.Globalization;
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
    internal static void MapPeople(RouteGroupBuilder group) => group.MapPut("/devices/{id}/bundle", (RequestDelegate)PublishAsync);

    internal static void MapDevices(RouteGroupBuilder group) => group.MapGet("/devices/{id}/bundle", (RequestDelegate)FindAsync).AllowAnonymous();

    private static async Task PublishAsync(HttpContext context)
    {
        var body = await context.BodyAsync(ConfigurationBundle.MaxBytes).ConfigureAwait(false);
        if (body.Refusal is { } refusal) await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else if (SignedBundle.Decode(body.Bytes, out var error) is not { } bundle) await JsonAnswer.RefuseAsync(context, new Refusal("bad-request", error!.Message, [])).ConfigureAwait(false);
        else if (bundle.Content.Device.Value != (string)context.Request.RouteValues["id"]!) await JsonAnswer.RefuseAsync(context, OtherDevice(bundle.Content.Device)).ConfigureAwait(false);
        else await CommandAnswers.ExecuteAsync(context, new PublishBundle(CommandId(context, bundle.Content), bundle)).ConfigureAwait(false);
    }

    /// <summary>The same version of the same device is the same command; another content under it is told so.</summary>
    private static string CommandId(HttpContext context, ConfigurationBundle bundle) => context.Request.Query["commandId"].ToString() is { Length: > 0 } chosen
        ? chosen
        : $"bundle-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(bundle.Device.Value)).AsSpan(0, 8))}-{bundle.Version.ToString(CultureInfo.InvariantCulture)}";

    private static async Task FindAsync(HttpContext context)
    {
        if (Question(context, out var signature) is not { } request)
        {
            await WriteAsync(context, StatusCodes.Status400BadRequest, "bad-request", Unreadable).ConfigureAwait(false);
            return;
        }
        try
        {
            await AnswerAsync(context, await context.Hub().FindBundleAsync(request, signature, context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "busy", CommandAnswers.Busy.Message).ConfigureAwait(false);
        }
    }

    private static BundleRequest? Question(HttpContext context, out byte[] signature)
    {
        var headers = context.Request.Headers;
        signature = new byte[64];
        var readable = DeviceId.TryParse(headers[BundleRequest.DeviceHeader].ToString(), null, out var device)
            & long.TryParse(context.Request.Query["after"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var after)
            & (Convert.TryFromBase64String(headers[BundleRequest.SignatureHeader].ToString(), signature, out var written) && written == signature.Length);
        var date = BundleRequest.ParseDate(headers[BundleRequest.DateHeader]);
        return readable && date is { } at && device.Value == (string)context.Request.RouteValues["id"]! ? new BundleRequest(device, after, at) : null;
    }

    private static Task AnswerAsync(HttpContext context, BundleAnswer answer)
    {
        switch (answer.Status)
        {
            case BundleStatus.Newer: return SendAsync(context, answer.Bundle!);
            case BundleStatus.UnknownDevice: return WriteAsync(context, StatusCodes.Status403Forbidden, "unknown-device", answer.Message!);
            case BundleStatus.BadSignature: return WriteAsync(context, StatusCodes.Status401Unauthorized, "bad-signature", answer.Message!);
            case BundleStatus.Stale: return WriteAsync(context, StatusCodes.Status401Unauthorized, "stale", answer.Message!);
            default: context.Response.StatusCode = StatusCodes.Status204NoContent; return Task.CompletedTask;
        }
    }

    private static Task SendAsync(HttpContext context, SignedBundle bundle)
    {
        var bytes = bundle.Encode();
        context.Response.ContentType = "application/msgpack";
        context.Response.ContentLength = bytes.Length;
        return context.Response.Body.WriteAsync(bytes, context.RequestAborted).AsTask();
    }

    private static Task WriteAsync(HttpContext context, int status, string name, LocalizedText message) => JsonAnswer.WriteAsync(context, status, writer =>
    {
        writer.WriteString("status", name);
        JsonAnswer.WriteText(writer, "message", message);
    });

    private static LocalizedText Unreadable { get; } = new(
        $"需要请求头 {BundleRequest.DeviceHeader}（与路径相同）、{BundleRequest.DateHeader}（ISO 8601，UTC）、{BundleRequest.SignatureHeader}（64 字节，base64）及参数 after。",
        $"Needed: the headers {BundleRequest.DeviceHeader} (as in the path), {BundleRequest.DateHeader} (ISO 8601, UTC), {BundleRequest.SignatureHeader} (64 bytes, base64), and the parameter 'after', a version from 0.");

    private static Refusal OtherDevice(DeviceId device) => Refusal.Of("bad-request", $"The bundle is for {device}, not for the device in the path.", $"配置包属于设备 {device}，与路径不符。");
}
