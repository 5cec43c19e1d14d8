using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core.Text;
using CityKit.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Leads: list, queue and figures, and what duty officers do with them.</summary>
internal static class LeadEndpoints
{
    private const int MaxReason = 500;

    /// <summary>The commands by the last word of their path; each reads its members, its id and the lead that it is about.</summary>
    internal static IReadOnlyDictionary<string, Func<ConfigReader, string, LeadId, HubCommand>> Commands { get; } =
        new Dictionary<string, Func<ConfigReader, string, LeadId, HubCommand>>
        {
            ["confirm"] = (_, id, lead) => new ConfirmLead(id, lead),
            ["dismiss"] = Dismiss,
            ["merge"] = Merge,
            ["take"] = (_, id, lead) => new TakeLead(id, lead),
            ["release"] = (_, id, lead) => new ReleaseLead(id, lead),
        };

    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/leads", QueryEndpoint.Of("leads/list", "leads"));
        group.MapGet("/leads/queue", QueryEndpoint.Of("leads/queue", "leads"));
        group.MapGet("/leads/figures", QueryEndpoint.Of("leads/figures", "figures"));
        group.MapGet("/leads/machines", QueryEndpoint.Of("leads/machines", "machines"));
        group.MapGet("/leads/{id}", QueryEndpoint.One("leads/find"));
        foreach (var (word, read) in Commands)
            group.MapPost($"/leads/{{id}}/{word}", (RequestDelegate)(context => OnLead(context, read)));
    }

    /// <summary>The id of a lead in a body.</summary>
    internal static LeadId Lead(ConfigReader json, string name) =>
        json.Parsed<LeadId>(name, new("线索标识，32 位十六进制数字", "a lead's id, 32 hexadecimal digits"));

    private static DismissLead Dismiss(ConfigReader json, string id, LeadId lead)
    {
        var because = json.TextOrNull("because", 64);
        var reason = because is null ? json.Text("reason", MaxReason) : json.TextOrNull("reason", MaxReason) ?? "";
        return new DismissLead(id, lead, reason) { Because = because };
    }

    private static HubCommand Merge(ConfigReader json, string id, LeadId lead) => json.Has("intoLead")
        ? new MergeLeads(id, lead, Lead(json, "intoLead"))
        : new MergeLead(id, lead, ItemCommands.Item(json, "into"));

    private static Task OnLead(HttpContext context, Func<ConfigReader, string, LeadId, HubCommand> read) =>
        LeadId.TryParse((string?)context.Request.RouteValues["id"], null, out var lead)
            ? Requests.JsonAsync(context, json =>
            {
                var command = read(json, IdempotencyKey.CommandId(context, json), lead);
                return () => CommandAnswers.ExecuteAsync(context, command);
            })
            : CommandAnswers.NotFoundAsync(context, $"lead '{context.Request.RouteValues["id"]}'");
}
