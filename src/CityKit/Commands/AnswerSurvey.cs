using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>
/// Who reported something says how satisfied they are with how it ended (满意度评价): once for each report and closing, within
/// <see cref="Residents.SurveyAnswer.Within"/>.
/// </summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Item">The work item; a repeat stands for the one that it repeats.</param>
/// <param name="Satisfaction">How satisfied.</param>
public sealed record AnswerSurvey(string CommandId, WorkItemId Item, Satisfaction Satisfaction) : HubCommand(CommandId)
{
    /// <summary>Answers to questions of the policy (<see cref="WorkPolicy.Survey"/>): question to choice. None need be answered.</summary>
    public ImmutableSortedDictionary<string, string> Answers { get; init; } = TextMap.Empty;
}
