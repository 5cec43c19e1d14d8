using CityKit.Core;
using NodaTime;

namespace CityKit.Client.Residents;

/// <summary>How a report goes on, for who made it (办理进度).</summary>
/// <param name="State">What the state is called.</param>
/// <param name="Open">Whether somebody still works on it.</param>
/// <param name="ReportedAt">When it was reported.</param>
/// <param name="Steps">What happened, in order.</param>
/// <param name="Allowed">What the reporter may do now: <c>survey</c>, <c>reopen</c>.</param>
public sealed record Progress(
    LocalizedText State, bool Open, Instant ReportedAt, IReadOnlyList<ProgressStep> Steps, IReadOnlyList<string> Allowed)
{
    /// <summary>The work item; null when it was asked for by a code.</summary>
    public string? Id { get; init; }

    /// <summary>The number that people read; null when it was asked for by a code.</summary>
    public string? Number { get; init; }

    /// <summary>What it is about.</summary>
    public LocalizedText? Class { get; init; }

    /// <summary>The street, by the first 9 digits of the grid.</summary>
    public string? Street { get; init; }

    /// <summary>The body that has it now.</summary>
    public string? With { get; init; }

    /// <summary>When it is due.</summary>
    public Instant? DueAt { get; init; }

    /// <summary>When it was closed; null while it is open.</summary>
    public Instant? ClosedAt { get; init; }

    /// <summary>How the reporter rated it; null while nobody did.</summary>
    public string? Satisfaction { get; init; }
}
