using System.Text.Json;
using CityKit.Cases;
using CityKit.Cases.Json;
using CityKit.Commands;
using CityKit.Residents;

namespace CityKit.BuiltIn;

/// <summary>What a reporter said of how a matter ended, as the journal has it.</summary>
internal static class SurveyJson
{
    internal static void Write(Utf8JsonWriter writer, AnswerSurvey asked)
    {
        writer.WriteString("satisfaction", SurveyDocuments.WordOf(asked.Satisfaction));
        if (!asked.Answers.IsEmpty) TextMapJson.Write(writer, "answers", asked.Answers);
    }

    internal static AnswerSurvey Read(CommandMembers json, WorkItemId item, string id) =>
        new(id, item, SurveyDocuments.LevelOf(json.Text("satisfaction")))
        {
            Answers = TextMapJson.Read(json.ObjectIfAny("answers")),
        };
}
