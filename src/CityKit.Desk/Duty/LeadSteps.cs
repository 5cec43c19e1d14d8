using CityKit.Client.Alerts;
using CityKit.Desk.Words;

namespace CityKit.Desk.Duty;

/// <summary>What a duty officer may do with a lead: take, release, confirm, dismiss, merge.</summary>
internal static class LeadSteps
{
    /// <param name="lead">The lead.</param>
    /// <param name="me">Who is signed in.</param>
    /// <param name="texts">The words.</param>
    /// <param name="reasons">The policy's reasons for a dismissal; empty when there are none.</param>
    /// <param name="near">Finds what it may be merged into; null for a list, which has no forms.</param>
    internal static IReadOnlyList<DutyStep> Of(Lead lead, string me, DutyTexts texts,
        IReadOnlyList<StepChoice>? reasons = null, Func<Task<IReadOnlyList<StepChoice>>>? near = null) =>
        lead.State != "Open" ? [] :
        [
            new DutyStep("confirm", texts.Say(StepWords.Confirm)) { Key = "c", IsMain = true },
            new DutyStep("dismiss", texts.Say(StepWords.Dismiss)) { Key = "d", Fields = Dismissal(texts, reasons ?? []) },
            lead.TakenBy == me ? new DutyStep("release", texts.Say(StepWords.Release))
                : new DutyStep("take", texts.Say(StepWords.Take)) { Key = "a" },
            new DutyStep("merge", texts.Say(StepWords.Merge))
            {
                Key = "m", IsForMany = false,
                Fields = [new StepField("into", texts.Say(StepWords.Into), StepInput.Choice) { Find = near }],
            },
        ];

    private static StepField[] Dismissal(DutyTexts texts, IReadOnlyList<StepChoice> reasons)
    {
        var text = new StepField("reason", texts.Say(StepWords.InWords), StepInput.Text) { Ready = "dismiss",
            IsNeeded = reasons.Count == 0 };
        return reasons.Count == 0 ? [text]
            : [new StepField("because", texts.Say(StepWords.Reason), StepInput.Choice) { Choices = reasons }, text];
    }
}
