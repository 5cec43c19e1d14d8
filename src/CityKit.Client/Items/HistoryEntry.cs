using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Items;

/// <summary>Something that happened to a work item.</summary>
/// <param name="At">When.</param>
/// <param name="Role">As what somebody acted.</param>
/// <param name="Command">What was done.</param>
/// <param name="To">The state after it.</param>
public sealed record HistoryEntry(Instant At, string Role, string Command, string To)
{
    /// <summary>Who acted: an account or a subject; null for who may not see it.</summary>
    public string? Actor { get; init; }

    /// <summary>The state before it; null for the first.</summary>
    public string? From { get; init; }

    /// <summary>Why it is so, where a table decided.</summary>
    public LocalizedText? Because { get; init; }

    /// <summary>The id of the record that has the reason, <c>record:</c> before it; null without one.</summary>
    public string? Reason { get; init; }
}
