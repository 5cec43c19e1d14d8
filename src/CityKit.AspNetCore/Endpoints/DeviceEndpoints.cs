using System.Globalization;
using CityKit.Core;
using CityKit.Core.Signing;
using CityKit.Core.Wire;
using CityKit.Intake;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>POST /batches: a device's signed batch. The signature is the authentication.</summary>
internal static class DeviceEndpoints
{
    private const int MaxBody = 2 << 20;

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/batches", (RequestDelegate)AcceptAsync).AllowAnonymous().WithMetadata(BodyTypes.Wire);

    private static async Task AcceptAsync(HttpContext context)
    {
        var body = await context.BodyAsync(MaxBody).ConfigureAwait(false);
        var (budget, sender) = (context.Features.Get<IDeviceBudget>(), SenderOf(body.Bytes));
        if (sender is { } device && budget?.Check(device, context.Response) is { } over)
        {
            await JsonAnswer.RefuseAsync(context, over).ConfigureAwait(false);
            return;
        }
        var answer = await AnswerAsync(context, body).ConfigureAwait(false);
        if (IsSigned(answer.Status)) budget?.Count(sender!.Value);
        Note(context, answer, sender);
        await WriteAsync(context, answer).ConfigureAwait(false);
    }

    private static async ValueTask<BatchAnswer> AnswerAsync(HttpContext context, RequestBody body) => body.Refusal is { } refusal
        ? new BatchAnswer(StatusOf(refusal), default, default, refusal.Message)
        : await context.Hub().AcceptAsync(body.Bytes, context.RequestAborted).ConfigureAwait(false);

    /// <summary>A device that nobody admitted is named nowhere: its name is whatever somebody sent.</summary>
    private static void Note(HttpContext context, BatchAnswer answer, DeviceId? sender)
    {
        var isKnown = answer.Status == BatchStatus.BadSignature || IsSigned(answer.Status);
        if (answer.Status != BatchStatus.Synced) NotedRefusal.Note(context, answer.Word, isKnown ? sender : null);
    }

    /// <summary>Whom a batch says it is from; its signature is not checked here.</summary>
    private static DeviceId? SenderOf(byte[] envelope) =>
        SignedBatch.Decode(envelope, out _) is { } signed ? BatchCodec.DecodeDevice(signed.Batch, out _) : null;

    /// <summary>Whether the hub answers so only after it has checked the signature.</summary>
    private static bool IsSigned(BatchStatus status) =>
        status is BatchStatus.Synced or BatchStatus.Gap or BatchStatus.Overlap or BatchStatus.Diverged or BatchStatus.Suspended
            or BatchStatus.Retired;

    private static Task WriteAsync(HttpContext context, BatchAnswer answer)
    {
        if (SecondsOf(answer.After) is { } seconds) context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return JsonAnswer.WriteAsync(context, StatusOf(answer.Status), writer =>
        {
            writer.WriteString("status", answer.Word);
            if (SecondsOf(answer.After) is { } after) writer.WriteNumber("after", after);
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
            if (answer.Owner is { } owner)
            {
                writer.WriteString("owner", owner.Text);
                writer.WriteBase64String("ownerSignature", owner.Signature.Span);
            }
            if (answer.Message is { } message) JsonAnswer.WriteText(writer, "message", message);
        });
    }

    private static long? SecondsOf(Duration? after) => after is { } wait ? Math.Max(1, (long)Math.Ceiling(wait.TotalSeconds)) : null;

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
