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

    /// <summary>Why an actor may not do what an administrator does; null for an administrator.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="en">What is done, such as "Devices are admitted".</param>
    /// <param name="zh">The same in Chinese, with who does it.</param>
    internal static Refusal? ForAdministrator(Actor actor, string en, string zh) => actor.Roles.Contains(Role.Administrator) ? null
        : Refusal.Of("wrong-role", $"{en} by an administrator; {actor.Id} is none.", $"{zh}，{actor.Id} 无此权限。", nameof(Role.Administrator));

    internal Refusal? Check(string name, Actor actor) => Roles.IsEmpty || actor.Roles.Overlaps(Roles) ? null
        : Refusal.Of("wrong-role", $"'{name}' is for {string.Join(", ", Roles)}; {actor.Id} is none of them.",
            $"“{name}”仅限 {string.Join("、", Roles)} 使用，{actor.Id} 无此权限。", [.. Roles.Select(r => r.ToString())]);
}
