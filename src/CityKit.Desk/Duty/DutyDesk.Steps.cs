using CityKit.Commands;
using CityKit.Core;
using CityKit.Desk.Words;

namespace CityKit.Desk.Duty;

/// <content>What people do with what is shown.</content>
public partial class DutyDesk
{
    /// <summary>One step of what is open.</summary>
    /// <returns>Why it was refused; null when it was done.</returns>
    private async Task<Refusal?> DoAsync(DutyRow row, DutyStep step, StepValues values)
    {
        var refused = await GiveAsync(row, step, values);
        await RefreshAsync(row.Key);
        said = refused is null ? View.Say(StepWords.Done, step.Name) : View.Say(refused.Message);
        StateHasChanged();
        return refused;
    }

    /// <summary>The same step of all that is selected, an answer each; what was refused stays selected.</summary>
    private async Task DoManyAsync((DutyStep Step, StepValues Values) many)
    {
        answers.Clear();
        foreach (var (place, row) in Marked().Index())
        {
            var refused = await GiveAsync(row, many.Step, many.Values with { CommandId = $"{many.Values.CommandId}-{place}" });
            answers[row.Key] = View.Say(refused?.Message ?? StepWords.Ok);
            if (refused is null) marked.Remove(row.Key);
            await RefreshAsync(row.Key);
        }
        said = View.Say(StepWords.Answers, answers.Count - marked.Count, marked.Count);
    }

    private async Task<Refusal?> GiveAsync(DutyRow row, DutyStep step, StepValues values)
    {
        var (command, wrong) = StepCommands.Of(row, step, values, workplace!.Texts.Me, Now);
        if (command is null) return wrong;
        try
        {
            return (await Hub.DoAsync(command, gone.Token)).Refusal;
        }
        catch (IOException)
        {
            return Refusal.Of("busy", StepWords.TryAgain.En, StepWords.TryAgain.Zh);
        }
    }

    private IReadOnlyList<DutyRow> Marked() => [.. rows.Where(row => marked.Contains(row.Key))];
}
