using System.Collections.Immutable;
using System.Globalization;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Hand-overs between duty officers: list, give, accept.</summary>
internal static class HandOverEndpoints
{
    private const int MaxText = 64;
    private const int MaxNote = 500;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/handovers", QueryEndpoint.Of("handovers/list", "handovers"));
        group.MapGet("/handovers/{id}", QueryEndpoint.One("handovers/find"));
        group.MapPost("/handovers", (RequestDelegate)GiveAsync);
        group.MapPost("/handovers/{id}/accept", (RequestDelegate)AcceptAsync);
    }

    /// <summary>Reads a hand-over.</summary>
    internal static HandOverShift Read(ConfigReader json, string id) => new(id, json.TextOrNull("to", MaxText))
    {
        Note = json.TextOrNull("note", MaxNote),
        All = json.Flag("all"),
        Leads = Ids<LeadId>(json, "leads", new("线索标识", "a lead's id")),
        Alerts = Ids<AlertId>(json, "alerts", new("告警标识", "an alert's id")),
        Items = Ids<WorkItemId>(json, "items", new("工作项标识", "a work item's id")),
    };

    private static Task GiveAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var given = Read(json, IdempotencyKey.CommandId(context, json));
        return () => CommandAnswers.ExecuteAsync(context, given);
    });

    private static Task AcceptAsync(HttpContext context) => Requests.JsonAsync(context, json =>
    {
        var accept = new AcceptHandOver(IdempotencyKey.CommandId(context, json), (string)context.Request.RouteValues["id"]!);
        return () => CommandAnswers.ExecuteAsync(context, accept);
    });

    /// <summary>Ids that a body names; null when it names none of them.</summary>
    private static ImmutableArray<T>? Ids<T>(ConfigReader json, string name, LocalizedText what) where T : struct, IParsable<T>
    {
        if (!json.Has(name)) return null;
        var ids = ImmutableArray.CreateBuilder<T>();
        foreach (var text in json.Texts(name, HandOver.MaxOfAKind, MaxText))
            if (T.TryParse(text, CultureInfo.InvariantCulture, out var id)) ids.Add(id);
            else json.Reject(name, new($"{what.Zh}，32 位十六进制数字", $"{what.En}, 32 hexadecimal digits"),
                found: LocalizedText.Values($"'{text}'"));
        return ids.ToImmutable();
    }
}
