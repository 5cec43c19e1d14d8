using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Core;

namespace CityKit.Modules;

/// <summary>Who may give a command or ask a query, and what class of data it holds.</summary>
/// <param name="Class">The class.</param>
/// <param name="Roles">The roles, any of which will do; empty for every authenticated actor.</param>
public sealed record Access(DataClass Class, ImmutableArray<Role> Roles)
{
    /// <summary>Access for these roles; for every authenticated actor when none is named.</summary>
    public static Access For(DataClass dataClass, params ReadOnlySpan<Role> roles) => new(dataClass, [.. roles]);

    /// <summary>Whether a role has to count in the whole city, because what is done concerns all of it.</summary>
    public bool IsCityWide { get; init; }

    internal Refusal? Check(string name, ActorView view) =>
        Roles.IsEmpty || (IsCityWide ? view.Reach.IsCity(Roles) : view.Actor.IsAny(Roles)) ? null
        : Refused(name, view.Actor, [.. Roles.Where(role => role != Role.System).Select(role => role.ToString())]);

    private static Refusal Refused(string name, Actor actor, string[] people) =>
        Refusal.Of("wrong-role", $"'{name}' is for {string.Join(", ", people)}; {actor.Id} is not one of them.",
            $"“{name}”仅限 {string.Join("、", people)} 使用，{actor.Id} 无此权限。", people);
}
