using CityKit.Cases;
using CityKit.Client.Alerts;
using CityKit.Desk.Words;

namespace CityKit.Desk.Duty;

/// <summary>What a duty officer may do with an alert: acknowledge, assign, comment, snooze, say what it was, resolve, merge.</summary>
internal static class AlertSteps
{
    private static readonly int[] Minutes = [15, 30, 60, 240, 480, 1440, 4320, 10080];
    private static readonly string[] Outcomes = ["Ok", "Away", "Ill", "NoAnswer", "False"];

    /// <param name="alert">The alert.</param>
    /// <param name="me">Who is signed in.</param>
    /// <param name="texts">The words.</param>
    /// <param name="near">Finds what it may be merged into; null for a list, which has no forms.</param>
    internal static IReadOnlyList<DutyStep> Of(Alert alert, string me, DutyTexts texts, Func<Task<IReadOnlyList<StepChoice>>>? near = null)
    {
        DutyStep[] always = [Comment(texts), Outcome(texts)];
        return alert.ClearedAt is not null ? always
            :
            [
                .. alert.Work?.Assignee == me ? [] : (DutyStep[])[Acknowledge(texts)], Assign(texts), .. always, Snooze(texts),
                Resolve(texts), Merge(texts, near),
            ];
    }

    private static DutyStep Acknowledge(DutyTexts texts) =>
        new("acknowledge", texts.Say(StepWords.Acknowledge)) { Key = "a", IsMain = true };

    private static DutyStep Assign(DutyTexts texts) => new("assign", texts.Say(StepWords.Assign))
    {
        Key = "g",
        Fields =
        [
            new StepField("to", texts.Say(StepWords.To), StepInput.Suggestion)
            {
                Choices = [.. Roles.Names.Select(role => new StepChoice(role, texts.Say(CommonWords.RoleOf(role))))],
            },
        ],
    };

    private static DutyStep Comment(DutyTexts texts) => new("comment", texts.Say(StepWords.Comment))
    {
        Fields = [new StepField("text", texts.Say(StepWords.Comment), StepInput.Text) { Ready = "comment" }],
    };

    private static DutyStep Outcome(DutyTexts texts) => new("outcome", texts.Say(StepWords.Outcome))
    {
        Key = "o",
        Fields =
        [
            new StepField("outcome", texts.Say(StepWords.Outcome), StepInput.Choice)
            {
                Choices = [.. Outcomes.Select(outcome => new StepChoice(outcome, texts.Say(StepWords.OutcomeOf(outcome))))],
            },
        ],
    };

    private static DutyStep Snooze(DutyTexts texts) => new("snooze", texts.Say(StepWords.Snooze))
    {
        Key = "z",
        Fields =
        [
            new StepField("minutes", texts.Say(StepWords.SnoozeFor), StepInput.Choice)
            {
                Choices = [.. Minutes.Select(count => new StepChoice($"{count}", texts.Length(count)))], Value = "60",
            },
            new StepField("until", texts.Say(StepWords.SnoozeUntil), StepInput.Moment) { IsNeeded = false },
        ],
    };

    private static DutyStep Resolve(DutyTexts texts) => new("resolve", texts.Say(StepWords.Resolve))
    {
        Key = "d",
        Fields = [new StepField("reason", texts.Say(StepWords.Reason), StepInput.Text) { Ready = "reason" }],
    };

    private static DutyStep Merge(DutyTexts texts, Func<Task<IReadOnlyList<StepChoice>>>? near) => new("merge", texts.Say(StepWords.Merge))
    {
        Key = "m", IsForMany = false,
        Fields = [new StepField("into", texts.Say(StepWords.Into), StepInput.Choice) { Find = near }],
    };
}
