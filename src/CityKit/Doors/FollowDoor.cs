using System.Collections.Immutable;
using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Cases.Policies;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;
using CityKit.Residents;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Doors;

/// <summary>
/// What who holds the follow code of a report may do without an account (凭查询码办理): rate how it ended, and ask once that it is taken up again.
/// The journal knows them by the code's item and nothing else.
/// </summary>
public sealed class FollowDoor
{
    private readonly PublicDoor door;
    private readonly ICityStore store;
    private readonly Func<Instant> now;
    private readonly Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute;

    internal FollowDoor(PublicDoor door, ICityStore store, Func<Instant> now,
        Func<HubCommand, Actor, CancellationToken, ValueTask<CommandAnswer>> execute) =>
        (this.door, this.store, this.now, this.execute) = (door, store, now, execute);

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

    private async ValueTask<CommandAnswer> ActAsync(
        string code, Func<WorkItemId, HubCommand> command, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(code);
        var found = door.IdOf(FollowCode.Kind, code) is { } id
            ? await FollowCode.FindItemAsync(id, store, now(), cancellationToken).ConfigureAwait(false) : null;
        if (found is var (reported, item))
            return await execute(command(item.Id), PublicActor.HolderOf(reported), cancellationToken).ConfigureAwait(false);
        door.CountWrong(FollowCode.Kind);
        return CommandAnswer.Refused(PublicDoor.NoSuchCode);
    }
}
