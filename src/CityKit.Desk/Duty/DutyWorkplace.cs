using CityKit.Client.Alerts;
using CityKit.Client.Profiles;

namespace CityKit.Desk.Duty;

/// <summary>What the parts of a duty desk share: words, reads and steps of its person.</summary>
internal sealed record DutyWorkplace(DutyTexts Texts, DutyReader Reader)
{
    private const string Dismiss = "dismiss";

    /// <summary>Whether the person watches over what happens, and may see why.</summary>
    internal bool IsWatching { get; init; } = true;

    /// <summary>The steps that may be taken with something, with what each asks for.</summary>
    internal async Task<IReadOnlyList<DutyStep>> StepsAsync(DutyRow row, CancellationToken cancel)
    {
        Task<IReadOnlyList<StepChoice>> Near() => Reader.NearAsync(row, cancel);
        return row.Thing switch
        {
            Lead lead => LeadSteps.Of(lead, Texts.Me, Texts, lead.State == "Open" ? Reasons(await ReadyAsync(row, cancel)) : null, Near),
            Alert alert => AlertSteps.Of(alert, Texts.Me, Texts, Near),
            _ when row.Allowed.Count == 0 => [],
            _ => ItemSteps.Of(await Reader.AllowedAsync(row.Id, cancel), Texts, Near),
        };
    }

    /// <summary>The steps that may be taken with each of some things: they ask for the same, whatever state each is in.</summary>
    internal async Task<IReadOnlyList<DutyStep>> StepsOfAllAsync(IReadOnlyList<DutyRow> rows, CancellationToken cancel) =>
        rows.Count == 0 || rows.Any(row => row.Kind != rows[0].Kind || row.Profile != rows[0].Profile) ? []
            : [.. (await StepsAsync(rows[0], cancel)).Where(step => step.IsForMany && rows.All(row => row.Allowed.Contains(step.Command)))
                .Select(step => step with { Key = null, Tag = null })];

    /// <summary>The texts that people use again and again for its class.</summary>
    internal async Task<IReadOnlyList<ReadyAnswer>> ReadyAsync(DutyRow row, CancellationToken cancel) =>
        await Reader.AnswersAsync(row.Class, cancel);

    private IReadOnlyList<StepChoice> Reasons(IEnumerable<ReadyAnswer> ready) =>
        [.. ready.Where(one => one is { For: Dismiss, Because: not null }).Select(one => new StepChoice(one.Because!, Texts.Say(one.Zh, one.En)))];
}
