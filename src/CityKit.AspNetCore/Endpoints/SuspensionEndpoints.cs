using CityKit.Commands;
using CityKit.Core.Text;
using CityKit.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Maintenance windows of rules, and notes of households that they are away.</summary>
internal static class SuspensionEndpoints
{
    private const int MaxReason = 500;

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/suspensions", QueryEndpoint.Of("suspensions/list", "suspensions"));
        group.MapPost("/suspensions", On(Suspend));
        group.MapPost("/suspensions/end", On((json, id) => new EndSuspension(id, json.Text("suspension"))));
        group.MapPost("/households/away", On((json, id) => new NoteAway(id, json.Text("household", 64), json.Text("purpose", 64),
            json.Instant("from"), json.Instant("until"))));
    }

    private static SuspendRule Suspend(ConfigReader json, string id) =>
        new(id, json.Text("rule", 64), json.Instant("from"), json.Instant("until"), json.Text("reason", MaxReason))
        {
            Source = json.TextOrNull("source"), Household = json.TextOrNull("household", 64), Area = json.TextOrNull("area", 64),
        };

    private static RequestDelegate On(Func<ConfigReader, string, HubCommand> read) => context => Requests.JsonAsync(context, json =>
    {
        var command = read(json, IdempotencyKey.CommandId(context, json));
        return () => CommandAnswers.ExecuteAsync(context, command);
    });
}
