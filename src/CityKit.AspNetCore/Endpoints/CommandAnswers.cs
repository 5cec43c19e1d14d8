using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Carries out a command and writes what came of it.</summary>
internal static class CommandAnswers
{
    internal static Refusal Busy { get; } = Refusal.Of(
        "busy", "The hub cannot store now: try again later with the same id.", "暂时无法存储，请稍后用同一编号重试。");

    internal static Task ExecuteAsync(HttpContext context, HubCommand command) =>
        AnswerAsync(context, () => context.Hub().ExecuteAsync(command, context.Actor(), context.RequestAborted));

    /// <param name="context">The request.</param>
    /// <param name="ask">Asks the hub.</param>
    /// <param name="also">What an answer of this kind has besides.</param>
    internal static async Task AnswerAsync(
        HttpContext context, Func<ValueTask<CommandAnswer>> ask, Action<Utf8JsonWriter, CommandAnswer>? also = null) =>
        await WriteAsync(context, await AskAsync(ask).ConfigureAwait(false), also).ConfigureAwait(false);

    /// <summary>What the hub says to a command, or that it cannot store now.</summary>
    internal static ValueTask<CommandAnswer> AskAsync(Func<ValueTask<CommandAnswer>> ask) =>
        OrBusyAsync(ask, new CommandAnswer(Busy, null, null));

    /// <summary>What the hub says, or that it cannot store or read now.</summary>
    internal static async ValueTask<T> OrBusyAsync<T>(Func<ValueTask<T>> ask, T busy)
    {
        try
        {
            return await ask().ConfigureAwait(false);
        }
        catch (IOException)
        {
            return busy;
        }
    }

    /// <summary>The id that the caller chose with ?commandId= or Idempotency-Key, or the one that its content gives.</summary>
    internal static string CommandIdOr(HttpContext context, string otherwise) =>
        context.Request.Query["commandId"].ToString() is { Length: > 0 } chosen ? chosen : IdempotencyKey.Of(context) ?? otherwise;

    internal static async Task WriteAsync(
        HttpContext context, CommandAnswer answer, Action<Utf8JsonWriter, CommandAnswer>? also = null)
    {
        if (answer.Refusal is { } refusal) await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
        else await WriteAsync(context, answer, also,
            await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false)).ConfigureAwait(false);
    }

    /// <summary>What came of it, as far as the actor may see it.</summary>
    internal static void WriteMembers(
        Utf8JsonWriter writer, CommandAnswer answer, ActorView view, IReadOnlyList<HistoryEntry>? history = null)
    {
        writer.WriteString("status", "done");
        WriteItem(writer, answer, view, history);
        if (answer.Lead is { } lead) { writer.WritePropertyName("lead"); DeskJson.Write(writer, lead); }
        if (answer.HandOver is { } handOver) { writer.WritePropertyName("handover"); HandOvers.Write(writer, handOver); }
        if (answer.Alert is { } alert) { writer.WritePropertyName("alert"); DeskJson.Write(writer, alert); }
    }

    /// <summary>A step that was decided on what is no longer so: 412, with what is now there.</summary>
    internal static async Task WriteChangedAsync(HttpContext context, Refusal refusal, WorkItemId id)
    {
        var found = await context.Hub().FindItemAsync(id, context.Actor(), context.RequestAborted).ConfigureAwait(false);
        if (found is not var (item, view))
        {
            await NoItemAsync(context).ConfigureAwait(false);
            return;
        }
        Tag(context, item, view);
        var history = await HistoryAsync(context, item).ConfigureAwait(false);
        await JsonAnswer.RefuseAsync(
            context, refusal, writer => WriteItem(writer, new CommandAnswer(null, item, null), view, history)).ConfigureAwait(false);
    }

    /// <summary>Writes what was done, or found, as far as the actor may see it.</summary>
    internal static async Task WriteAsync(
        HttpContext context, CommandAnswer answer, Action<Utf8JsonWriter, CommandAnswer>? also, ActorView view)
    {
        if (answer.Item is { } item) Tag(context, item, view);
        var history = answer.Item is { } of ? await HistoryAsync(context, of).ConfigureAwait(false) : null;
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer =>
        {
            WriteMembers(writer, answer, view, history);
            also?.Invoke(writer, answer);
        }).ConfigureAwait(false);
    }

    /// <summary>What happened so far; none while the store cannot be read, as what was done is done.</summary>
    private static ValueTask<IReadOnlyList<HistoryEntry>?> HistoryAsync(HttpContext context, WorkItem item) =>
        OrBusyAsync<IReadOnlyList<HistoryEntry>?>(
            async () => await context.Hub().Store.ReadHistoryAsync(item, context.RequestAborted).ConfigureAwait(false), null);

    private static void Tag(HttpContext context, WorkItem item, ActorView view)
    {
        if (view.Over(item) is not null) context.Response.Headers.ETag = $"\"{ItemView.TagOf(item, view)}\"";
    }

    /// <summary>A step may have taken the item out of the actor's sight.</summary>
    private static void WriteItem(Utf8JsonWriter writer, CommandAnswer answer, ActorView view, IReadOnlyList<HistoryEntry>? history)
    {
        if (answer.Item is not { } item || view.Over(item) is null) return;
        writer.WritePropertyName("item");
        ItemView.Write(writer, item, view, history);
    }

    /// <summary>The same for what does not exist and for what one may not see.</summary>
    internal static Task NoItemAsync(HttpContext context) => JsonAnswer.RefuseAsync(context, ItemView.NoSuch);

    internal static Task NotFoundAsync(HttpContext context, string what) =>
        JsonAnswer.RefuseAsync(context, Refusal.Of("not-found", $"There is no {what}.", "没有找到。"));
}
