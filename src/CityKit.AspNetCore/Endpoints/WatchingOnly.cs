using CityKit.AlertDesk;
using CityKit.BuiltIn;
using CityKit.Core;
using CityKit.Modules;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>What shows every place and household at once is for those who watch over the whole city.</summary>
internal static class WatchingOnly
{
    /// <summary>The handler for those who may see everything, a refusal for others.</summary>
    internal static RequestDelegate Of(RequestDelegate handle) => async context =>
    {
        var view = await context.Hub().ViewAsync(context.Actor(), context.RequestAborted).ConfigureAwait(false);
        await (view.Reach.IsCity(DutyRoom.Watching.Roles)
            ? handle(context)
            : JsonAnswer.RefuseAsync(context, WrongRole(view))).ConfigureAwait(false);
    };

    private static Refusal WrongRole(ActorView view) => Refusal.Of("wrong-role",
        $"This shows the whole city and is for its duty room; {view.Actor.Id} may list work items.",
        $"此处显示全市信息，仅限值班室；{view.Actor.Id} 可查看工作项列表。", [.. DutyRoom.Watching.Roles.Select(role => role.ToString())]);
}
