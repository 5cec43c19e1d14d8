using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Evidence;
using CityKit.Modules;
using CityKit.Residents;

namespace CityKit.Doors;

/// <summary>
/// What who holds the follow code of a report may do without an account (凭查询码办理): rate how it ended, and ask that it is taken up again. The
/// journal knows them by the code's item and nothing else.
/// </summary>
public sealed class FollowDoor
{
    private readonly PublicDoor door;
    private readonly Func<PublicFacts> facts;
    private readonly Func<HubEvidence?> evidence;
    private readonly Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute;

    internal FollowDoor(PublicDoor door, Func<PublicFacts> facts, Func<HubEvidence?> evidence,
        Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute) =>
        (this.door, this.facts, this.evidence, this.execute) = (door, facts, evidence, execute);

    /// <summary>Says how satisfied the holder is; see <see cref="AnswerSurvey"/>.</summary>
    /// <param name="code">The code as somebody typed it.</param>
    /// <param name="commandId">The command's id: each code has ids of its own.</param>
    /// <param name="satisfaction">How satisfied.</param>
    /// <param name="answers">Answers to the policy's questions: question to choice.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now: send the same again.</exception>
    public ValueTask<CommandAnswer> RateAsync(string code, string commandId, Satisfaction satisfaction,
        IReadOnlyDictionary<string, string> answers, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answers);
        return ActAsync(code, item => new AnswerSurvey(commandId, item, satisfaction)
        {
            Answers = answers.ToImmutableSortedDictionary(StringComparer.Ordinal),
        }, cancellationToken);
    }

    /// <summary>Asks that the matter is taken up again (重新办理), as its profile allows reporters; else the refusal says why not.</summary>
    /// <param name="code">The code as somebody typed it.</param>
    /// <param name="commandId">The command's id: each code has ids of its own.</param>
    /// <param name="reason">Why; kept as a protected record, as any reason.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store or read now: send the same again.</exception>
    public ValueTask<CommandAnswer> ReopenAsync(
        string code, string commandId, string reason, CancellationToken cancellationToken = default) =>
        ActAsync(code, item => new StepItem(commandId, item, new WorkCommand("reopen") { Reason = reason }), cancellationToken);

    /// <summary>Opens the photo that a step shows to those who reported the matter, without what the camera added.</summary>
    /// <param name="code">The code as somebody typed it.</param>
    /// <param name="step">The step's place, as the answer to the code has it under <c>photo</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The picture; or why there is none. Dispose of it.</returns>
    /// <exception cref="IOException">The store or the archive cannot be read now.</exception>
    public async ValueTask<EvidenceContent> OpenPhotoAsync(string code, int step, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(code);
        var known = facts();
        if (evidence() is not { } archive
            || await FindAsync(code, known, cancellationToken).ConfigureAwait(false) is not var (reported, item))
            return EvidenceContent.Refused(PublicDoor.NoSuchCode);
        var by = PublicActor.HolderOf(reported);
        var progress = await ReportProgress.ReadAsync(item, by, known, cancellationToken).ConfigureAwait(false);
        var photo = await archive.OpenChosenAsync(progress?.PhotoOf(step), item.Id, cancellationToken).ConfigureAwait(false);
        return photo.Refusal is null ? photo : EvidenceContent.Refused(PublicDoor.NoSuchCode);
    }

    private async ValueTask<CommandAnswer> ActAsync(
        string code, Func<WorkItemId, HubCommand> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        return await FindAsync(code, facts(), cancellationToken).ConfigureAwait(false) is var (reported, item)
            ? await execute(command(item.Id), PublicActor.HolderOf(reported), cancellationToken).ConfigureAwait(false)
            : CommandAnswer.Refused(PublicDoor.NoSuchCode);
    }

    /// <summary>What a code is of; null, and counted, for a wrong one and one whose time is over.</summary>
    private async ValueTask<(WorkItem Reported, WorkItem Item)?> FindAsync(
        string code, PublicFacts known, CancellationToken cancellationToken)
    {
        var found = door.IdOf(FollowCode.Kind, code) is { } id
            ? await FollowCode.FindItemAsync(id, known.Store, known.Now, cancellationToken).ConfigureAwait(false) : null;
        if (found is null) door.CountWrong(FollowCode.Kind);
        return found;
    }
}
