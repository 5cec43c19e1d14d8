using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Modules;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Reads commands by their name: those of modules, and what people do every day with work items, alerts and leads.</summary>
internal static class NamedCommands
{
    private const string Report = "items/report";
    private const int MaxId = 64;

    private static readonly FrozenDictionary<string, Func<ConfigReader, string, HubCommand>> BuiltIn =
        new Dictionary<string, Func<ConfigReader, string, HubCommand>>
        {
            ["items/open"] = (json, id) => ItemCommands.Open(json, id),
            ["items/step"] = (json, id) => ItemCommands.Step(json, id, ItemCommands.Item(json, "item"), json.TextOrNull("ifMatch", 64)),
            ["items/mark-repeat"] = (json, id) => new MarkRepeat(id, ItemCommands.Item(json, "item"), ItemCommands.Item(json, "of")),
            ["items/undo-repeat"] = (json, id) => new UndoRepeat(id, ItemCommands.Item(json, "item")),
            ["items/survey"] = (json, id) => ResidentBodies.Survey(json, id, ItemCommands.Item(json, "item")),
            ["items/confirm-component"] = (json, id) =>
                new ConfirmComponent(id, ItemCommands.Item(json, "item"), ItemCommands.ComponentOrNone(json)),
            ["handovers/give"] = HandOverEndpoints.Read,
            ["handovers/accept"] = (json, id) => new AcceptHandOver(id, json.Text("handover", MaxId)),
        }.Concat(LeadEndpoints.Commands.Select(command => KeyValuePair.Create<string, Func<ConfigReader, string, HubCommand>>(
            $"leads/{command.Key}", (json, id) => command.Value(json, id, LeadEndpoints.Lead(json, "lead")))))
        .Concat(AlertEndpoints.Commands.Select(command => KeyValuePair.Create<string, Func<ConfigReader, string, HubCommand>>(
            $"alerts/{command.Key}", (json, id) => command.Value(json, id, AlertEndpoints.Alert(json, "alert"))))).ToFrozenDictionary();

    /// <summary>Reads a command.</summary>
    /// <param name="context">The request that it came with.</param>
    /// <param name="name">Its name.</param>
    /// <param name="body">Its members.</param>
    /// <param name="key">Its id, when the body does not say it.</param>
    /// <returns>Carries it out; or why there is nothing to carry out.</returns>
    internal static (Func<ValueTask<CommandAnswer>>? Ask, Refusal? Refusal) Read(
        HttpContext context, string name, byte[] body, string? key)
    {
        if (name == Report) return OfMembers(body, json => WithinBudget(context, ReportEndpoints.Read(context, json, key)));
        if (BuiltIn.TryGetValue(name, out var read))
            return OfMembers(body, json => Asked(context, read(json, IdempotencyKey.CommandId(key, json))));
        if ((key is null ? body : WithId(body, key)) is not { } whole) return (null, OtherId);
        var (command, refusal) = context.Hub().ReadCommand(name, whole);
        return command is null ? (null, refusal) : (Asked(context, command), null);
    }

    private static Func<ValueTask<CommandAnswer>> WithinBudget(HttpContext context, Func<ValueTask<CommandAnswer>> report) =>
        () => context.Features.Get<ICommandBudget>()?.UseReport(context.Actor()) is { } over
            ? ValueTask.FromResult(new CommandAnswer(over, null, null))
            : report();

    private static (Func<ValueTask<CommandAnswer>>? Ask, Refusal? Refusal) OfMembers(
        byte[] body, Func<ConfigReader, Func<ValueTask<CommandAnswer>>> read)
    {
        var json = ConfigReader.Parse(body);
        var ask = read(json);
        json.Close();
        return json.Errors.Count == 0 ? (ask, null) : (null, Requests.Bad(json.Errors));
    }

    private static Func<ValueTask<CommandAnswer>> Asked(HttpContext context, HubCommand command) =>
        () => context.Hub().ExecuteAsync(command, context.Actor(), context.RequestAborted);

    /// <summary>The body with the id in it, null when it has another; what is no object is left for its module to refuse.</summary>
    private static byte[]? WithId(byte[] body, string key)
    {
        try
        {
            if (JsonNode.Parse(body) is not JsonObject command) return body;
            command.TryAdd("commandId", key);
            return command["commandId"]?.ToString() == key ? Encoding.UTF8.GetBytes(command.ToJsonString()) : null;
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return body;
        }
    }

    private static Refusal OtherId { get; } = Refusal.Of("bad-request",
        $"'commandId' says another id than the header {IdempotencyKey.Header}: leave one of them out.",
        $"commandId 与请求头 {IdempotencyKey.Header} 不一致，请只保留其一。");
}
