using CityKit.Client.Profiles;
using CityKit.Desk.Words;

namespace CityKit.Desk.Duty;

/// <summary>What the hub says that a person may do with a work item, and what each step asks for.</summary>
internal static class ItemSteps
{
    private const string Detail = "detail:";

    /// <param name="allowed">What the hub says.</param>
    /// <param name="texts">The words.</param>
    /// <param name="others">Finds other items, to be merged into or made a part.</param>
    internal static IReadOnlyList<DutyStep> Of(
        IEnumerable<AllowedStep> allowed, DutyTexts texts, Func<Task<IReadOnlyList<StepChoice>>> others) =>
        [.. allowed.Select((step, place) => new DutyStep(step.Command, texts.Say(step.Zh, step.En))
        {
            IsMain = place == 0, Key = place == 0 ? "c" : null, Tag = step.Tag, IsForMany = !step.Needs.Contains("other"),
            Fields = [.. step.Needs.Where(need => Asks(step, need)).Select(need => Field(step, need, texts, others)),
                .. Optional(step, texts)],
        })];

    /// <summary>An assignee says the crew too, and a field that the item has already is not asked again.</summary>
    private static bool Asks(AllowedStep step, string need) => need switch
    {
        "crew" => !step.Needs.Contains("assignee"),
        "otherBody" => false,
        _ when need.StartsWith(Detail, StringComparison.Ordinal) => step.Fields.Any(field => Detail + field.Id == need),
        _ => true,
    };

    /// <summary>What a step takes without asking for it: a few words on why.</summary>
    private static IEnumerable<StepField> Optional(AllowedStep step, DutyTexts texts)
    {
        if (!step.Needs.Contains("reason"))
            yield return new StepField("reason", texts.Say(StepWords.Note), StepInput.Text) { Ready = "reason", IsNeeded = false };
        if (step.Needs.Contains("photo"))
            yield return new StepField("showPhoto", texts.Say(StepWords.ShowPhoto), StepInput.Flag) { IsNeeded = false };
    }

    private static StepField Field(AllowedStep step, string need, DutyTexts texts, Func<Task<IReadOnlyList<StepChoice>>> others) =>
        need switch
    {
        "reason" => new(need, texts.Say(StepWords.Reason), StepInput.Text) { Ready = "reason" },
        "reply" => new(need, texts.Say(StepWords.Reply), StepInput.Text) { Ready = "reply" },
        "photo" => new(need, texts.Say(StepWords.Photo), StepInput.Photo),
        "assignee" or "coHandlers" or "crew" => new(need, texts.Say(StepWords.NeedOf(need)), StepInput.Suggestion)
        {
            Choices = [.. step.Bodies.Select(body => new StepChoice(body, body))], Value = need == "assignee" ? step.Suggested ?? "" : "",
        },
        "condition" => new(need, texts.Say(StepWords.Condition), StepInput.Choice)
        {
            Choices = [.. step.Conditions.Select(condition => new StepChoice(condition.Id, texts.Say(condition.Zh, condition.En)))],
        },
        "outcome" => new(need, texts.Say(StepWords.Outcome), StepInput.Choice)
        {
            Choices = [.. step.Outcomes.Select(outcome => new StepChoice(outcome, texts.Say(StepWords.OutcomeOf(outcome))))],
        },
        "other" => new(need, texts.Say(StepWords.OtherItem), StepInput.Choice) { Find = others },
        _ when need.StartsWith(Detail, StringComparison.Ordinal) => Of(step.Fields.First(field => Detail + field.Id == need), texts),
        _ => new(need, texts.Say(StepWords.NeedOf(need)), StepInput.Line),
    };

    private static StepField Of(ProfileField field, DutyTexts texts) =>
        new(Detail + field.Id, texts.Say(field.Zh, field.En), field.Type switch
    {
        "Choice" => StepInput.Choice,
        "Flag" => StepInput.Flag,
        _ => StepInput.Line,
    })
    {
        Choices = [.. field.Values.Select(value => new StepChoice(value, value))],
    };
}
