using CityKit.Cases;
using CityKit.Core;
using Microsoft.AspNetCore.Http;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>
/// What shows every place and household at once is for those who watch over all of it; others see work items, part by part.
/// </summary>
internal static class DutyRoom
{
    private static readonly Role[] Watching = [Role.DutyOfficer, Role.DutyLeader, Role.Oversight, Role.Administrator];

    /// <summary>The handler for those who may see everything, a refusal for others.</summary>
    internal static RequestDelegate Only(RequestDelegate handle) => context => context.Actor().Roles.Overlaps(Watching)
        ? handle(context)
        : JsonAnswer.RefuseAsync(context, WrongRole(context.Actor()));

    private static Refusal WrongRole(Actor actor) => Refusal.Of("wrong-role",
        $"This shows everything and is for the duty room; {actor.Id} may list work items.",
        $"此处显示全部信息，仅限值班室；{actor.Id} 可查看工作项列表。", [.. Watching.Select(role => role.ToString())]);
}
