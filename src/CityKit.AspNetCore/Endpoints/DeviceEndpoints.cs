using System.Globalization;
using CityKit.Core;
using CityKit.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>POST /batches: a device's signed batch. The signature is the authentication.</summary>
internal static class DeviceEndpoints
{
    private const int MaxBody = 2 << 20;

    internal static void Map(RouteGroupBuilder group) => group.MapPost("/batches", (RequestDelegate)AcceptAsync).AllowAnonymous();

    private static async Task AcceptAsync(HttpContext context)
    {
        var body = await context.BodyAsync(MaxBody).ConfigureAwait(false);
        var answer = body.Refusal is { } refusal
            ? new BatchAnswer(StatusOf(refusal), default, default, refusal.Message)
            : await context.Hub().AcceptAsync(body.Bytes, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusOf(answer.Status), writer =>
        {
            writer.WriteString("status", answer.Word);
            if (answer.Status is BatchStatus.Synced or BatchStatus.Gap or BatchStatus.Overlap or BatchStatus.Diverged)
            {
                writer.WriteString("lane", Lanes.NameOf(answer.Lane));
                writer.WriteNumber("cursor", answer.Cursor.Sequence);
                writer.WriteString("hash", answer.Cursor.Hash.ToString());
            }
            if (answer.Receipt is { } receipt)
            {
                writer.WriteString("history", receipt.Content.History.ToString("x32", CultureInfo.InvariantCulture));
                writer.WriteBase64String("signature", receipt.Signature.Span);
                if (!receipt.Path.IsEmpty) writer.WriteBase64String("path", receipt.Path.Span);
            }
            if (answer.Message is { } message) JsonAnswer.WriteText(writer, "message", message);
        }).ConfigureAwait(false);
    }

    /// <summary>A body that came too slowly or broken says nothing about the batch: the device sends it again.</summary>
    private static BatchStatus StatusOf(Refusal refusal) => refusal.Code == "too-large" ? BatchStatus.TooLarge : BatchStatus.Busy;

    private static int StatusOf(BatchStatus status) => status switch
    {
        BatchStatus.Synced => StatusCodes.Status200OK,
        BatchStatus.Gap or BatchStatus.Overlap or BatchStatus.Diverged => StatusCodes.Status409Conflict,
        BatchStatus.UnknownDevice or BatchStatus.Suspended => StatusCodes.Status403Forbidden,
        BatchStatus.BadSignature => StatusCodes.Status401Unauthorized,
        BatchStatus.Retired => StatusCodes.Status410Gone,
        BatchStatus.TooLarge => StatusCodes.Status413PayloadTooLarge,
        BatchStatus.Garbage => StatusCodes.Status400BadRequest,
        BatchStatus.UnknownSuite => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status503ServiceUnavailable,
    };
}
