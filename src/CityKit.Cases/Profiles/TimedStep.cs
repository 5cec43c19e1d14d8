using CityKit.Core;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Profiles;

/// <summary>
/// Something that falls due by itself while an item is in certain states (定时步骤): a notice, a command by the engine, or both.
/// </summary>
public sealed record TimedStep
{
    /// <summary>The id.</summary>
    public required string Id { get; init; }

    /// <summary>What people call it.</summary>
    public required LocalizedText Name { get; init; }

    /// <summary>The states in which it falls due; outside them it does not.</summary>
    public required IReadOnlyList<string> States { get; init; }

    /// <summary>How long after, unless the policy has a stage limit of the step's id; a limit in continuous time.</summary>
    public required WorkLimit After { get; init; }

    /// <summary>Whether the time counts from the opening; otherwise from the beginning of the state.</summary>
    public bool SinceOpening { get; init; }

    /// <summary>What must hold for it to fall due, such as <c>partsClosed</c>; guards on the item alone.</summary>
    public IReadOnlyList<GuardCall> Guards { get; init; } = [];

    /// <summary>The command the engine gives; null for a notice alone.</summary>
    public string? Command { get; init; }

    /// <summary>Who is notified.</summary>
    public IReadOnlyList<NoticeTarget> Tell { get; init; } = [];
}
