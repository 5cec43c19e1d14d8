using CityKit.Cases.Profiles;

namespace CityKit.Cases.Residents;

/// <summary>
/// What of a history those who reported a matter are shown. It follows from the profile's stages, so that it holds for any profile.
/// </summary>
public sealed class PublicSteps
{
    private readonly Profile profile;
    private readonly string[] stages;
    private bool accepted;
    private bool assigned;
    private bool done;

    private PublicSteps(Profile profile) => (this.profile, stages) = (profile, [.. profile.Stages.Select(stage => stage.Id)]);

    /// <summary>The steps of a history, in order. Turns of the work that do not matter to them are no steps.</summary>
    /// <param name="profile">The profile in force; entries of states that it does not have are left out.</param>
    /// <param name="history">The whole history, in order.</param>
    public static IReadOnlyList<PublicStep> Of(Profile profile, IReadOnlyList<HistoryEntry> history)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentNullException.ThrowIfNull(history);
        var steps = new PublicSteps(profile);
        return [.. history.Select(steps.StepOf).OfType<PublicStep>()];
    }

    private PublicStep? StepOf(HistoryEntry entry)
    {
        if (!profile.HasState(entry.To) || (entry.From is { } from && !profile.HasState(from))) return null;
        return (KindOf(entry) ?? (entry.Reply is null && !entry.IsShown ? null : PublicStepKind.Told)) is not { } kind ? null
            : new PublicStep(kind, entry.At, profile.StateOf(entry.To).Name)
            {
                Body = kind == PublicStepKind.Assigned ? entry.Assignee?.Body : null,
                Reply = entry.Reply,
                Photo = entry.IsShown ? entry.Evidence.FirstOrDefault() : null,
            };
    }

    private PublicStepKind? KindOf(HistoryEntry entry)
    {
        if (entry.From is not { } from) return PublicStepKind.Received;
        if (from == entry.To) return null;
        var (before, after) = (profile.StateOf(from), profile.StateOf(entry.To));
        if (before.Closed && after.Closed) return null;
        if (before.Closed) return Reopened();
        if (after.Closed) return assigned || after.Stage == stages[^1] ? PublicStepKind.Closed : PublicStepKind.Refused;
        return entry.Assignee is not null ? Assigned() : Moved(PlaceOf(before), PlaceOf(after));
    }

    private PublicStepKind Reopened()
    {
        (accepted, done) = (true, false);
        return PublicStepKind.Reopened;
    }

    private PublicStepKind Assigned()
    {
        (accepted, assigned, done) = (true, true, false);
        return PublicStepKind.Assigned;
    }

    private PublicStepKind? Moved(int from, int to)
    {
        if (to < from) done = false;
        if (to <= from) return null;
        if (!accepted)
        {
            accepted = true;
            return PublicStepKind.Accepted;
        }
        if (!assigned || done) return null;
        done = true;
        return PublicStepKind.Done;
    }

    private int PlaceOf(ProfileState state) => Array.IndexOf(stages, state.Stage);
}
