using System.Text;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Feeds;
using CityKit.Sensors.Feeds;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>POST /feeds/{feed}?batch=ID: a utility's register readings as CSV.</summary>
internal static class FeedEndpoints
{
    private const int MaxBody = 16 << 20;
    private const int RejectsShown = 100;

    internal static void Map(RouteGroupBuilder group) =>
        group.MapPost("/feeds/{feed}", (RequestDelegate)AcceptAsync).WithMetadata(BodyTypes.Csv);

    private static async Task AcceptAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["feed"]!;
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        if (!view.Actor.IsAny(Role.Utility) && !view.Reach.IsCity(Role.Administrator))
            await JsonAnswer.RefuseAsync(context, WrongRole(context.Actor())).ConfigureAwait(false);
        else if (!DeviceId.TryParse(name, null, out var feed))
            await CommandAnswers.NotFoundAsync(context, $"feed '{name}'").ConfigureAwait(false);
        else if (!TryEncoding(context, out var encoding))
            await JsonAnswer.RefuseAsync(context, UnknownEncoding(context)).ConfigureAwait(false);
        else if (await context.BodyAsync(MaxBody).ConfigureAwait(false) is var body && body.Refusal is { } refusal)
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else await AcceptAsync(context, feed,
            [.. new FeedReader().Read(new TextInput(new MemoryStream(body.Bytes), encoding))]).ConfigureAwait(false);
    }

    private static async Task AcceptAsync(HttpContext context, DeviceId feed, IReadOnlyList<FeedRow> rows)
    {
        var readings = rows.OfType<FeedReading>()
            .Select(r => new RegisterReading(r.Register, r.Reading, r.ReadAt, r.ReceivedAt) { IsEstimate = r.IsEstimate }).ToArray();
        var batch = new FeedBatch(feed, context.Request.Query["batch"].ToString(), readings);
        var answer = await CommandAnswers.OrBusyAsync(() => context.Hub().AcceptAsync(batch, context.RequestAborted),
            new FeedAnswer(0, 0, 0, CommandAnswers.Busy)).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : WriteAsync(context, answer, [.. rows.OfType<FeedReject>()])).ConfigureAwait(false);
    }

    internal static Task WriteAsync(HttpContext context, FeedAnswer answer, IReadOnlyList<FeedReject> rejects) =>
        JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            writer.WriteString("status", "accepted");
            writer.WriteNumber("accepted", answer.Accepted);
            writer.WriteNumber("duplicates", answer.Duplicates);
            writer.WriteNumber("undecided", answer.Undecided);
            writer.WriteNumber("rejected", rejects.Count);
            writer.WriteStartArray("rejects");
            foreach (var reject in rejects.Take(RejectsShown))
            {
                writer.WriteStartObject();
                writer.WriteNumber("row", reject.Row);
                writer.WriteString("field", reject.Field);
                writer.WriteString("value", reject.Value);
                JsonAnswer.WriteText(writer, "reason", reject.Reason);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });

    /// <summary>What the content type says of the encoding; null when it says nothing, and the text itself shows it.</summary>
    private static bool TryEncoding(HttpContext context, out Encoding? encoding)
    {
        encoding = null;
        if (CharsetOf(context) is not { } name) return true;
        encoding = TextEncodings.Find(name);
        return encoding is not null;
    }

    private static string? CharsetOf(HttpContext context) =>
        MediaTypeHeaderValue.TryParse(context.Request.ContentType, out var type) && type.Charset is { Length: > 0 } charset
            ? charset.ToString().Trim('"')
            : null;

    private static Refusal UnknownEncoding(HttpContext context) => Refusal.Of("unknown-encoding",
        $"The content type names the encoding '{CharsetOf(context)}', which is not known here: "
        + "send UTF-8, GB18030 or UTF-16, or name none.",
        $"内容类型声明的编码“{CharsetOf(context)}”无法识别；请使用 UTF-8、GB18030 或 UTF-16，或不声明编码。");

    private static Refusal WrongRole(Actor actor) => Refusal.Of("wrong-role",
        $"Readings come from a utility; {actor.Id} is not one.", $"读数由公用事业单位提交，{actor.Id} 无此权限。", nameof(Role.Utility));
}
