using CityKit.Cases;

namespace CityKit.Modules;

/// <summary>
/// What the hub looked up outside of itself before it took a command in (指令查询). It is journalled with the command, so that a replay asks
/// neither registry nor nets nor a model.
/// </summary>
internal sealed record CommandLookup
{
    /// <summary>The registry's version that was asked; empty when it could not be read, null when it was not asked.</summary>
    internal string? Registry { get; init; }

    /// <summary>The nearest component of the class, or the one that the reporter named; null when there is none.</summary>
    internal FoundComponent? Found { get; init; }

    /// <summary>What may be meant when a component is confirmed.</summary>
    internal IReadOnlyList<FoundComponent> Candidates { get; init; } = [];

    /// <summary>Who answers for the place; null when no net was asked.</summary>
    internal DutyLookup? Duties { get; init; }

    /// <summary>What a model suggested; null when none was asked.</summary>
    internal DispatchSuggestion? Suggestion { get; init; }

    /// <summary>Whether the registry should have been asked and could not be read.</summary>
    internal bool IsRegistryUnread => Registry is "";
}
