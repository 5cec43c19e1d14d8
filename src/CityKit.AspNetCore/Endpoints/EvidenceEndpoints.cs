using System.Text.Json;
using System.Threading.RateLimiting;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Evidence;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// PUT or POST /evidence keeps a picture or clip; GET /items/{id}/evidence lists those of an item, GET /evidence/{id} shows the copy,
/// POST /evidence/{id}/original opens the original for a purpose; POST /items/{id}/hand-over makes a package for the police.
/// </summary>
internal static class EvidenceEndpoints
{
    private const int AtOnce = 2; // so that nobody's slow connections keep others out

    internal static void Map(RouteGroupBuilder group)
    {
        var budget = PartitionedRateLimiter.Create<HttpContext, string>(context => RateLimitPartition.GetConcurrencyLimiter(
            context.Actor().Id, _ => new ConcurrencyLimiterOptions { PermitLimit = AtOnce }));
        group.MapMethods("/evidence", [HttpMethods.Put, HttpMethods.Post],
            With((context, evidence) => KeepAsync(context, evidence, budget))).WithMetadata(BodyTypes.Evidence);
        group.MapGet("/items/{id}/evidence", With(ListAsync));
        group.MapGet("/evidence/{id}", With((context, evidence) => SendAsync(context, () => evidence.OpenAsync(
            $"view-{Guid.NewGuid():N}", IdOf(context), context.Actor(), context.RequestAborted))));
        group.MapPost("/evidence/{id}/original", With(OpenOriginalAsync));
        group.MapPost("/items/{id}/hand-over", With(HandOverAsync));
    }

    private static RequestDelegate With(Func<HttpContext, HubEvidence, Task> handle) => context => context.Hub().Evidence is { } evidence
        ? handle(context, evidence)
        : CommandAnswers.NotFoundAsync(context, "evidence archive (UseEvidence)");

    private static async Task KeepAsync(HttpContext context, HubEvidence evidence, PartitionedRateLimiter<HttpContext> budget)
    {
        using var lease = budget.AttemptAcquire(context);
        if (!lease.IsAcquired)
        {
            await JsonAnswer.RefuseAsync(context, TooMany).ConfigureAwait(false);
            return;
        }
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = EvidenceTypes.MaxClipBytes + 1; // one more than is taken, so that the hub says why it is not
        var answer = await KeepOrWhyNotAsync(context, evidence).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
            {
                writer.WriteString("status", "done");
                writer.WritePropertyName("evidence");
                Write(writer, answer.Evidence!);
            })).ConfigureAwait(false);
    }

    private static async ValueTask<EvidenceAnswer> KeepOrWhyNotAsync(HttpContext context, HubEvidence evidence)
    {
        try
        {
            return await evidence.KeepAsync(context.Request.Body, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        }
        catch (BadHttpRequestException wrong)
        {
            return new EvidenceAnswer(RequestBody.Unreadable(wrong).Refusal, null);
        }
        catch (InvalidOperationException wrong) when (RequestBody.IsServers(wrong))
        {
            return new EvidenceAnswer(RequestBody.CutOff(context).Refusal, null);
        }
        catch (Exception gone) when (gone is IOException or OperationCanceledException)
        {
            return new EvidenceAnswer(
                context.RequestAborted.IsCancellationRequested ? RequestBody.GivenUp.Refusal : CommandAnswers.Busy, null);
        }
    }

    private static async Task ListAsync(HttpContext context, HubEvidence evidence)
    {
        var pieces = WorkItemId.TryParse(IdOf(context), null, out var item)
            ? await evidence.ListAsync(item, context.Actor(), context.RequestAborted).ConfigureAwait(false)
            : null;
        await (pieces is null
            ? CommandAnswers.NoItemAsync(context)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
            {
                writer.WriteStartArray("evidence");
                foreach (var piece in pieces) Write(writer, piece);
                writer.WriteEndArray();
            })).ConfigureAwait(false);
    }

    private static Task OpenOriginalAsync(HttpContext context, HubEvidence evidence) => Requests.JsonAsync(context, json =>
    {
        var commandId = json.TextOrNull("commandId", 64) ?? $"view-{Guid.NewGuid():N}";
        var purpose = json.Text("purpose", 64);
        return () => SendAsync(context, () => evidence.OpenOriginalAsync(
            commandId, IdOf(context), purpose, context.Actor(), context.RequestAborted));
    });

    internal static async Task SendAsync(HttpContext context, Func<ValueTask<EvidenceContent>> open)
    {
        var content = await CommandAnswers.OrBusyAsync(
            open, new EvidenceContent(CommandAnswers.Busy, default, Stream.Null)).ConfigureAwait(false);
        await using var _ = content.ConfigureAwait(false);
        if (content.Refusal is { } refusal)
        {
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }
        StoreGuard.Begin(context);
        var headers = context.Response.Headers;
        (headers.ContentType, headers.ContentSecurityPolicy) = (EvidenceTypes.MediaTypeOf(content.Type), "default-src 'none'; sandbox");
        await content.Content.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static Task HandOverAsync(HttpContext context, HubEvidence evidence) => Requests.JsonAsync(context, json =>
    {
        var commandId = json.TextOrNull("commandId", 64) ?? $"hand-over-{Guid.NewGuid():N}";
        var purpose = json.Text("purpose", 64);
        return () => WorkItemId.TryParse(IdOf(context), null, out var item)
            ? SendAsync(context, item, () => evidence.HandOverAsync(commandId, item, purpose, context.Actor(), context.RequestAborted))
            : CommandAnswers.NoItemAsync(context);
    });

    private static async Task SendAsync(HttpContext context, WorkItemId item, Func<ValueTask<EvidencePackage>> make)
    {
        var package = await CommandAnswers.OrBusyAsync<EvidencePackage?>(async () => await make().ConfigureAwait(false), null)
            .ConfigureAwait(false);
        if ((package is null ? CommandAnswers.Busy : package.Refusal) is { } refusal)
        {
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }
        StoreGuard.Begin(context);
        var headers = context.Response.Headers;
        headers.ContentType = "application/zip";
        headers.ContentDisposition = $"attachment; filename=\"evidence-{item}.zip\"";
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true; // the zip writer ends files so
        await package!.WriteAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, EvidenceInfo piece)
    {
        writer.WriteStartObject();
        writer.WriteString("id", piece.Id);
        writer.WriteString("reference", piece.Reference);
        writer.WriteString("type", EvidenceTypes.MediaTypeOf(piece.Type));
        writer.WriteNumber("bytes", piece.Bytes);
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(piece.At));
        writer.WriteBoolean("shown", piece.Shown is not null);
        writer.WriteNumber("orientation", piece.Orientation);
        writer.WriteEndObject();
    }

    private static Refusal TooMany { get; } = Refusal.Of("too-many-requests",
        $"You are sending {AtOnce} files already: wait until one is answered.", $"您已有 {AtOnce} 个文件正在上传，请等待其中一个完成。");

    private static string IdOf(HttpContext context) => (string)context.Request.RouteValues["id"]!;
}
