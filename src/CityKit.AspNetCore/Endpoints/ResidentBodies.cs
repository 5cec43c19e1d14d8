using System.Collections.Immutable;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Core.Text;

namespace CityKit.AspNetCore.Endpoints;

/// <summary>Reads what reporters say of how a matter ended.</summary>
internal static class ResidentBodies
{
    private const int MaxAnswer = 32;

    internal static AnswerSurvey Survey(ConfigReader json, string commandId, WorkItemId item) =>
        new(commandId, item, Level(json)) { Answers = Answers(json) };

    internal static Satisfaction Level(ConfigReader json) => json.Word("satisfaction",
        ("satisfied", Satisfaction.Satisfied), ("basically", Satisfaction.Basically), ("unsatisfied", Satisfaction.Unsatisfied));

    internal static ImmutableSortedDictionary<string, string> Answers(ConfigReader json) =>
        json.ObjectOrNull("answers") is not { } answers ? TextMap.Empty
            : TextMap.Empty.AddRange(answers.Names.Select(name => KeyValuePair.Create(name, answers.Text(name, MaxAnswer))));
}
