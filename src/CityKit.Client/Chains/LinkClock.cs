using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Chains;

/// <summary>A limit and how its deadline was counted (计时).</summary>
/// <param name="StartedAt">When it began to run.</param>
public sealed record LinkClock(Instant StartedAt)
{
    /// <summary>The limit, such as 2 work days.</summary>
    public LocalizedText? Limit { get; init; }

    /// <summary>Whether working time counts.</summary>
    public bool Working { get; init; }

    /// <summary>The deadline; null while it is paused.</summary>
    public Instant? Deadline { get; init; }

    /// <summary>Why the deadline is not settled yet.</summary>
    public LocalizedText? Provisional { get; init; }

    /// <summary>When the stage ended.</summary>
    public Instant? FinishedAt { get; init; }

    /// <summary>Whether the deadline passed.</summary>
    public bool Overdue { get; init; }

    /// <summary>Pauses and extensions, in order.</summary>
    public IReadOnlyList<LinkAdjustment> Adjustments { get => field ?? []; init; } = [];

    /// <summary>The days from start to deadline, where working time counts.</summary>
    public IReadOnlyList<LinkDay> Days { get => field ?? []; init; } = [];
}
