using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Importing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Many work items at once: one step of each, files of them out and in.</summary>
internal static class ManyItemEndpoints
{
    private const int MaxFile = 16 << 20;
    private const int IdLength = 32;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/items/steps", (RequestDelegate)StepAsync);
        group.MapGet("/items/export", (RequestDelegate)ExportAsync);
        group.MapPost("/items/import", (RequestDelegate)ImportAsync).WithMetadata(BodyTypes.Lines);
    }

    private static Task StepAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var commandId = IdempotencyKey.CommandId(context, json);
        var many = new StepMany(commandId, [.. Items(json)], ItemCommands.Step(json, commandId, default, null).Step);
        return () => ExecuteAsync(context, many);
    });

    private static IEnumerable<WorkItemId> Items(ConfigReader json)
    {
        foreach (var text in json.Texts("items", StepMany.MaxItems, IdLength))
            if (WorkItemId.TryParse(text, null, out var id)) yield return id;
            else json.Reject("items", new("工作项标识，每个 32 位十六进制数字", "ids of work items, 32 hexadecimal digits each"),
                found: LocalizedText.Values($"'{text}'"));
    }

    /// <summary>Each item is a command of the caller's budget; those beyond it are answered that it is used up.</summary>
    private static async Task ExecuteAsync(HttpContext context, StepMany many)
    {
        WorkItemId[] items = [.. many.Items.Distinct()];
        Refusal? over = null;
        var within = items.TakeWhile(_ => (over = context.Features.Get<ICommandBudget>()?.UseCommand(context.Actor())) is null).ToArray();
        var (answers, refusal) = within.Length == 0 && over is not null ? ([], null)
            : await AskAsync(context, many with { Items = within }).ConfigureAwait(false);
        await (refusal is null
            ? BulkEndpoints.WriteAsync(context, [.. answers, .. items.Skip(within.Length).Select(_ => new CommandAnswer(over, null, null))])
            : JsonAnswer.RefuseAsync(context, refusal)).ConfigureAwait(false);
    }

    private static ValueTask<(IReadOnlyList<CommandAnswer> Answers, Refusal? Refusal)> AskAsync(HttpContext context, StepMany many) =>
        CommandAnswers.OrBusyAsync(
            () => context.Hub().ExecuteAsync(many, context.Actor(), context.RequestAborted), ([], CommandAnswers.Busy));

    private static async Task ExportAsync(HttpContext context)
    {
        context.Response.ContentType = "application/x-ndjson; charset=utf-8";
        var arguments = context.Request.Query.ToDictionary(argument => argument.Key, argument => argument.Value.ToString());
        if (await context.Hub().ExportItemsAsync(arguments, context.Actor(), context.Response.Body, context.RequestAborted)
            .ConfigureAwait(false) is not { } refusal) return;
        if (context.Response.HasStarted) context.Abort(); // so that half of it is never taken for the whole
        else await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
    }

    private static async Task ImportAsync(HttpContext context)
    {
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        if (!view.Reach.IsCity(Role.Administrator))
            await JsonAnswer.RefuseAsync(context, WrongRole(context.Actor())).ConfigureAwait(false);
        else if (await context.BodyAsync(MaxFile).ConfigureAwait(false) is var body && body.Refusal is { } refusal)
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else if (await CommandAnswers.OrBusyAsync(() => TakeAsync(context, body.Bytes), null).ConfigureAwait(false) is { } report)
            await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, report)).ConfigureAwait(false);
        else await JsonAnswer.RefuseAsync(context, CommandAnswers.Busy).ConfigureAwait(false);
    }

    private static async ValueTask<ItemImportReport?> TakeAsync(HttpContext context, byte[] file) =>
        await context.Hub().ImportItemsAsync(context.Request.Query["system"].ToString(), new MemoryStream(file),
            context.Actor(), null, context.RequestAborted).ConfigureAwait(false);

    private static void Write(Utf8JsonWriter writer, ItemImportReport report)
    {
        writer.WriteNumber("lines", report.Lines);
        writer.WriteNumber("imported", report.Imported);
        writer.WriteNumber("known", report.Known);
        writer.WriteNumber("refused", report.Refused);
        writer.WriteStartArray("errors");
        foreach (var error in report.Errors)
        {
            writer.WriteStartObject();
            writer.WriteNumber("line", error.Line);
            writer.WriteString("code", error.Refusal.Code);
            JsonAnswer.WriteText(writer, "message", error.Refusal.Message);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static Refusal WrongRole(Actor actor) => Refusal.Of("wrong-role",
        $"Cases are imported by an administrator of the city; {actor.Id} is not one.", $"案卷导入须由全市管理员执行，{actor.Id} 无此权限。",
        nameof(Role.Administrator));
}
