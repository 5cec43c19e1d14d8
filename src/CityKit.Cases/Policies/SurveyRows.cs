using System.Text.Json;
using CityKit.Cases.Text;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Policies;

/// <summary>Reads and writes the questions of a policy.</summary>
internal static class SurveyRows
{
    private const int MaxId = 32;
    private const int MaxText = 200;

    internal static SurveyQuestion[] Read(ConfigReader reader)
    {
        var questions = reader.Objects("survey", SurveyQuestion.MaxQuestions, required: false).Select(ReadQuestion).ToArray();
        reader.RejectTwice("survey", new("每个问题只出现一次", "each question once"), questions.Select(each => each.Id));
        return questions;
    }

    internal static void Write(Utf8JsonWriter json, IReadOnlyList<SurveyQuestion> questions) =>
        ConfigJson.Objects(json, "survey", questions, question =>
        {
            Write(json, question.Id, question.Text);
            ConfigJson.Objects(json, "choices", question.Choices, choice => Write(json, choice.Id, choice.Name));
        });

    private static SurveyQuestion ReadQuestion(ConfigReader item)
    {
        var question = new SurveyQuestion(
            item.Text("id", MaxId), ReadText(item), [.. item.Objects("choices", SurveyQuestion.MaxChoices).Select(ReadChoice)]);
        if (question.Choices.Count < 2) item.Reject("choices", new("至少 2 个选项", "2 choices or more"));
        item.RejectTwice("choices", new("每个选项只出现一次", "each choice once"), question.Choices.Select(each => each.Id));
        item.Close();
        return question;
    }

    private static SurveyChoice ReadChoice(ConfigReader item)
    {
        var choice = new SurveyChoice(item.Text("id", MaxId), ReadText(item));
        item.Close();
        return choice;
    }

    private static LocalizedText ReadText(ConfigReader item) => new(item.Text("zh", MaxText), item.Text("en", MaxText));

    private static void Write(Utf8JsonWriter json, string id, LocalizedText text)
    {
        json.WriteString("id", id);
        json.WriteString("zh", text.Zh);
        json.WriteString("en", text.En);
    }
}
