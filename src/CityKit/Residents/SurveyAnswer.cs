using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Components;
using NodaTime;

namespace CityKit.Residents;

/// <summary>What one reporter said of how a matter ended (满意度评价). It holds no text, so nothing of a person but the subject.</summary>
/// <param name="Item">The work item.</param>
/// <param name="By">The subject, or who held the code of a report.</param>
/// <param name="Satisfaction">How satisfied.</param>
/// <param name="At">When it was said.</param>
/// <param name="ClosedAt">Which closing it is about.</param>
public sealed record SurveyAnswer(WorkItemId Item, string By, Satisfaction Satisfaction, Instant At, Instant ClosedAt)
{
    /// <summary>How long after its closing a matter can be rated: 90 days.</summary>
    public static readonly Duration Within = Duration.FromDays(90);

    /// <summary>The body that led the work last; null when nobody had it.</summary>
    public string? Body { get; init; }

    /// <summary>The class; null for none.</summary>
    public ClassKey? Class { get; init; }

    /// <summary>Answers to questions: question to choice.</summary>
    public ImmutableSortedDictionary<string, string> Answers { get; init; } = TextMap.Empty;
}
