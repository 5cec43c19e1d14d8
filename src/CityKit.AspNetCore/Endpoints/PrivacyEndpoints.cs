using System.Text.Json;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Text;
using CityKit.Privacy;
using CityKit.Records;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using NodaTime.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// Personal data: POST /items/{id}/records opens what is kept of an item, /records/{id} one record, /own/records what is kept of the
/// caller; GET /own/reads says who read it, and GET /reads who reads what; POST /own/erase, /persons/erase and /households/erase erase.
/// </summary>
internal static class PrivacyEndpoints
{
    private const int MaxReference = 128;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapPost("/items/{id}/records", (RequestDelegate)OpenItemAsync);
        group.MapPost("/records/{id}", (RequestDelegate)OpenRecordAsync);
        group.MapPost("/own/records", context => WithIdAsync(context, "open", (_, id) => () =>
            OpenAsync(context, privacy => privacy.OpenOwnAsync(id, context.Actor(), context.RequestAborted))));
        group.MapGet("/own/reads", context => Listing.WriteAsync(
            context, "reads", context.Hub().Privacy.ReadsOfAsync(context.Actor(), context.RequestAborted), Write));
        group.MapGet("/reads", QueryEndpoint.Of("reads/list", "reads"));
        group.MapGet("/reads/own", QueryEndpoint.Of("reads/own", "reads"));
        group.MapPost("/own/erase", context => WithIdAsync(context, "erase", (_, id) => () =>
            EraseAsync(context, privacy => privacy.ErasePersonAsync(id, context.Actor().Id, context.Actor(), context.RequestAborted))));
        group.MapPost("/persons/erase", context => EraseAsync(context, "account", (privacy, id, account) =>
            privacy.ErasePersonAsync(id, account, context.Actor(), context.RequestAborted)));
        group.MapPost("/households/erase", context => EraseAsync(context, "household", (privacy, id, household) =>
            privacy.EraseHouseholdAsync(id, household, context.Actor(), context.RequestAborted)));
    }

    private static Task OpenItemAsync(HttpContext context) => WithIdAsync(context, "open", (json, commandId) =>
    {
        var purpose = json.Text("purpose", 64);
        return () => WorkItemId.TryParse((string?)context.Request.RouteValues["id"], null, out var id)
            ? OpenAsync(context, privacy => privacy.OpenAsync(commandId, id, purpose, context.Actor(), context.RequestAborted))
            : CommandAnswers.NotFoundAsync(context, $"work item '{context.Request.RouteValues["id"]}'");
    });

    private static Task OpenRecordAsync(HttpContext context) => WithIdAsync(context, "open", (json, commandId) =>
    {
        var purpose = json.Text("purpose", 64);
        return () => OpenAsync(context, privacy => privacy.OpenRecordAsync(
            commandId, (string)context.Request.RouteValues["id"]!, purpose, context.Actor(), context.RequestAborted));
    });

    private static Task EraseAsync(
        HttpContext context, string member, Func<HubPrivacy, string, string, ValueTask<CommandAnswer>> erase) =>
        WithIdAsync(context, "erase", (json, id) =>
        {
            var reference = json.Text(member, MaxReference);
            return () => EraseAsync(context, privacy => erase(privacy, id, reference));
        });

    private static Task EraseAsync(HttpContext context, Func<HubPrivacy, ValueTask<CommandAnswer>> erase) =>
        CommandAnswers.AnswerAsync(context, () => erase(context.Hub().Privacy));

    private static Task WithIdAsync(HttpContext context, string name, Func<ConfigReader, string, Func<Task>> handle) =>
        Requests.JsonAsync(context, json => handle(json, IdempotencyKey.CommandIdOrNull(context, json) ?? $"{name}-{Guid.NewGuid():N}"));

    private static async Task OpenAsync(HttpContext context, Func<HubPrivacy, ValueTask<OpenAnswer>> open)
    {
        var answer = await CommandAnswers.OrBusyAsync(
            () => open(context.Hub().Privacy), new OpenAnswer(CommandAnswers.Busy, [])).ConfigureAwait(false);
        await (answer.Refusal is { } refusal
            ? JsonAnswer.RefuseAsync(context, refusal)
            : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, writer => Write(writer, answer.Records))).ConfigureAwait(false);
    }

    private static void Write(Utf8JsonWriter writer, IEnumerable<OpenedRecord> records)
    {
        writer.WriteStartArray("records");
        foreach (var record in records)
        {
            writer.WriteStartObject();
            writer.WriteString("id", record.Id);
            writer.WriteString("subject", record.Subject.ToString());
            writer.WriteString("kind", JsonNamingPolicy.CamelCase.ConvertName(record.Kind.ToString()));
            writer.WriteString("at", InstantPattern.ExtendedIso.Format(record.At));
            Write(writer, record.Data);
            writer.WriteEndObject();
        }
        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, PersonalData data)
    {
        if (data.Text is { } text) writer.WriteString("text", text);
        if (data.Contact is { } contact) writer.WriteString("contact", contact);
        if (data.Reference is { } reference) writer.WriteString("reference", reference);
        if (data.Position is not { } position) return;
        writer.WriteNumber("longitude", position.Longitude);
        writer.WriteNumber("latitude", position.Latitude);
    }

    private static void Write(Utf8JsonWriter writer, PersonalRead read)
    {
        writer.WriteStartObject();
        writer.WriteString("at", InstantPattern.ExtendedIso.Format(read.At));
        writer.WriteString("by", read.By);
        writer.WriteStartArray("roles");
        foreach (var role in read.Roles) writer.WriteStringValue(role.ToString());
        writer.WriteEndArray();
        writer.WriteString("purpose", read.Purpose);
        if (read.Item is { } item) writer.WriteString("item", item.ToString());
        writer.WriteNumber("records", read.Records.Count);
        writer.WriteEndObject();
    }
}
