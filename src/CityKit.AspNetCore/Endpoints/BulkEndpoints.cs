using System.Text;
using System.Text.Json;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// POST /commands: up to 100 commands at once, carried out in order, each with an answer of its own; one that is refused stops no other.
/// </summary>
internal static class BulkEndpoints
{
    private const int MaxBody = 1 << 20;
    private const int MaxCommands = 100;

    internal static void Map(RouteGroupBuilder group) => group.MapPost("/commands", (RequestDelegate)ExecuteAsync);

    private static async Task ExecuteAsync(HttpContext context)
    {
        var body = await context.BodyAsync(MaxBody).ConfigureAwait(false);
        using var sent = body.Refusal is null ? Parse(body.Bytes) : null;
        if ((body.Refusal ?? (sent is null ? NoList : null)) is { } refusal)
        {
            await JsonAnswer.RefuseAsync(context, refusal).ConfigureAwait(false);
            return;
        }
        var answers = new List<CommandAnswer>();
        foreach (var command in sent!.RootElement.EnumerateArray())
            answers.Add(await AnswerAsync(context, command).ConfigureAwait(false));
        await WriteAsync(context, answers).ConfigureAwait(false);
    }

    /// <summary>Writes an answer each, in order.</summary>
    internal static async Task WriteAsync(HttpContext context, IReadOnlyList<CommandAnswer> answers)
    {
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, answers, view)).ConfigureAwait(false);
    }

    /// <summary>The list; null when it is not one, or is too long.</summary>
    private static JsonDocument? Parse(byte[] body)
    {
        try
        {
            var sent = JsonDocument.Parse(body);
            if (sent.RootElement.ValueKind == JsonValueKind.Array
                && sent.RootElement.GetArrayLength() is > 0 and <= MaxCommands) return sent;
            sent.Dispose();
            return null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async ValueTask<CommandAnswer> AnswerAsync(HttpContext context, JsonElement entry)
    {
        if (entry.ValueKind != JsonValueKind.Object
            || !entry.TryGetProperty("command", out var name) || name.ValueKind != JsonValueKind.String
            || !entry.TryGetProperty("body", out var members))
            return new CommandAnswer(NoCommand, null, null);
        if (context.Features.Get<ICommandBudget>()?.UseCommand(context.Actor()) is { } over) return new CommandAnswer(over, null, null);
        var (ask, refusal) = NamedCommands.Read(context, name.GetString()!, Encoding.UTF8.GetBytes(members.GetRawText()), null);
        return ask is null ? new CommandAnswer(refusal, null, null) : await CommandAnswers.AskAsync(ask).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<CommandAnswer> answers, ActorView view)
    {
        writer.WriteStartArray("answers");
        foreach (var answer in answers)
        {
            writer.WriteStartObject();
            writer.WriteNumber("status", answer.Refusal is { } refused ? JsonAnswer.StatusOf(refused) : StatusCodes.Status200OK);
            writer.WriteStartObject("body");
            if (answer.Refusal is { } refusal) JsonAnswer.WriteProblem(writer, refusal);
            else CommandAnswers.WriteMembers(writer, answer, view);
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static Refusal NoList { get; } = Refusal.Of("bad-request",
        $"The body is an array of 1 to {MaxCommands} commands: [{{\"command\": \"items/step\", \"body\": {{…}}}}].",
        $"请求体须为 1 至 {MaxCommands} 条指令的数组：[{{\"command\": \"items/step\", \"body\": {{…}}}}]。");

    private static Refusal NoCommand { get; } = Refusal.Of("bad-request",
        "A command is an object with 'command', its name, and 'body', its members.", "每条指令须为对象，含 command（名称）和 body（内容）。");
}
