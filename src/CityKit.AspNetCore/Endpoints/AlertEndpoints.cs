using CityKit.AlertDesk;
using CityKit.Commands;
using CityKit.Core.Text;
using CityKit.Modules;
using CityKit.Sensors.Alerts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Alerts: list, statistics, and what people do with them.</summary>
internal static class AlertEndpoints
{
    private const int MaxText = 500;

    private static readonly (string, AlertOutcome)[] Outcomes =
    [
        ("ok", AlertOutcome.Ok), ("away", AlertOutcome.Away), ("ill", AlertOutcome.Ill), ("no-answer", AlertOutcome.NoAnswer),
        ("false", AlertOutcome.False),
    ];

    /// <summary>The commands by the last word of their path; each reads its members, its id and the alert that it is about.</summary>
    internal static IReadOnlyDictionary<string, Func<ConfigReader, string, AlertId, HubCommand>> Commands { get; } =
        new Dictionary<string, Func<ConfigReader, string, AlertId, HubCommand>>
        {
            ["assign"] = (json, id, alert) => new AssignAlert(id, alert, json.Text("to", 64)),
            ["comment"] = (json, id, alert) => new CommentAlert(id, alert, json.Text("text", MaxText)),
            ["snooze"] = (json, id, alert) => new SnoozeAlert(id, alert, json.Instant("until")),
            ["outcome"] = (json, id, alert) => new ConcludeAlert(id, alert, json.Word("outcome", Outcomes)),
            ["resolve"] = (json, id, alert) => new ResolveAlert(id, alert, json.Text("reason", MaxText)),
            ["merge"] = (json, id, alert) => new MergeAlert(id, alert, Alert(json, "into")),
        };

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/alerts", QueryEndpoint.Of("alerts/list", "alerts"));
        group.MapGet("/alerts/statistics", QueryEndpoint.Of("alerts/statistics", "statistics"));
        group.MapGet("/alerts/{id}", QueryEndpoint.One("alerts/find"));
        foreach (var (word, read) in Commands)
            group.MapPost($"/alerts/{{id}}/{word}", (RequestDelegate)(context => OnAlert(context, read)));
    }

    /// <summary>The id of an alert in a body.</summary>
    internal static AlertId Alert(ConfigReader json, string name) =>
        json.Parsed<AlertId>(name, new("告警标识，32 位十六进制数字", "an alert's id, 32 hexadecimal digits"));

    private static Task OnAlert(HttpContext context, Func<ConfigReader, string, AlertId, HubCommand> read) =>
        AlertId.TryParse((string?)context.Request.RouteValues["id"], null, out var alert)
            ? Requests.JsonAsync(context, json =>
            {
                var command = read(json, IdempotencyKey.CommandId(context, json), alert);
                return () => CommandAnswers.ExecuteAsync(context, command);
            })
            : CommandAnswers.NotFoundAsync(context, $"alert '{context.Request.RouteValues["id"]}'");
}
