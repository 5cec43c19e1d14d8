using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Devices;
using Microsoft.AspNetCore.Http;
using NodaTime;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>What bundle and release have in common: a device's signed question, and the answers without content.</summary>
internal static class DeviceQuestions
{
    private const int SignatureBytes = 64;

    /// <summary>Who asks, when, and the signature; null when a header is missing or does not fit the path.</summary>
    internal static (DeviceId Device, Instant Date, byte[] Signature)? Read(HttpContext context)
    {
        var headers = context.Request.Headers;
        var signature = new byte[SignatureBytes];
        return DeviceId.TryParse(headers[DeviceRequest.DeviceHeader].ToString(), null, out var device)
            && Convert.TryFromBase64String(headers[DeviceRequest.SignatureHeader].ToString(), signature, out var written)
            && written == SignatureBytes
            && DeviceRequest.ParseDate(headers[DeviceRequest.DateHeader]) is { } date
            && device.Value == (string)context.Request.RouteValues["id"]!
            ? (device, date, signature)
            : null;
    }

    /// <summary>Answers a question that could be read, or says what is missing.</summary>
    internal static async Task AnswerAsync(HttpContext context, Func<Task>? answer)
    {
        try
        {
            await (answer?.Invoke()
                ?? WriteAsync(context, StatusCodes.Status400BadRequest, "bad-request", Unreadable)).ConfigureAwait(false);
        }
        catch (IOException) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, StatusCodes.Status503ServiceUnavailable, "busy", CommandAnswers.Busy.Message).ConfigureAwait(false);
        }
    }

    /// <summary>An answer without content.</summary>
    internal static Task WriteAsync(HttpContext context, BundleStatus status, LocalizedText? message)
    {
        switch (status)
        {
            case BundleStatus.UnknownDevice: return WriteAsync(context, StatusCodes.Status403Forbidden, "unknown-device", message!);
            case BundleStatus.BadSignature: return WriteAsync(context, StatusCodes.Status401Unauthorized, "bad-signature", message!);
            case BundleStatus.Stale: return WriteAsync(context, StatusCodes.Status401Unauthorized, "stale", message!);
            default: context.Response.StatusCode = StatusCodes.Status204NoContent; return Task.CompletedTask;
        }
    }

    private static Task WriteAsync(HttpContext context, int status, string name, LocalizedText message)
    {
        NotedRefusal.Note(context, name);
        return JsonAnswer.WriteAsync(context, status, writer =>
        {
            writer.WriteString("status", name);
            JsonAnswer.WriteText(writer, "message", message);
        });
    }

    private static LocalizedText Unreadable { get; } = new(
        $"需要请求头 {DeviceRequest.DeviceHeader}（与路径相同）、{DeviceRequest.DateHeader}（ISO 8601，UTC）、"
        + $"{DeviceRequest.SignatureHeader}（64 字节，base64）及参数 after（release 另须 runtime）。",
        $"Needed: the headers {DeviceRequest.DeviceHeader} (as in the path), {DeviceRequest.DateHeader} (ISO 8601, UTC), "
        + $"{DeviceRequest.SignatureHeader} (64 bytes, base64), the parameter 'after', a version from 0, and for a release 'runtime'.");
}
