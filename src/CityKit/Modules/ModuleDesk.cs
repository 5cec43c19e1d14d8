using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Modules;

/// <summary>
/// Lets modules decide over facts. What is missing is fetched and the decision made again; only one that missed nothing counts.
/// </summary>
internal sealed partial class ModuleDesk(ModuleCatalogue modules, ILogger logger)
{
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly Dictionary<ModuleTimer, Instant> next = [];
    private readonly Dictionary<ModuleTimer, Instant> notBefore = [];

    /// <summary>When the next document of a module falls due; null for none.</summary>
    internal Instant? NextDue => next.Count == 0 ? null : next.Values.Min();

    /// <summary>Reads when the next documents fall due.</summary>
    internal async ValueTask ReadTimersAsync(ICityStore store, CancellationToken cancellationToken)
    {
        foreach (var timer in modules.Timers)
        {
            if (await timer.ReadNextAsync(store, cancellationToken).ConfigureAwait(false) is { } at)
                next[timer] = Instant.Max(at, notBefore.GetValueOrDefault(timer, at));
            else next.Remove(timer);
        }
    }

    /// <summary>Takes up when documents that changed fall due.</summary>
    internal void Note(ICommitChanges changes)
    {
        foreach (var timer in modules.Timers)
            foreach (var (_, document) in changes.OfKind(timer.Kind))
                if (timer.DueOf(document) is { } at && (!next.TryGetValue(timer, out var known) || at < known)) next[timer] = at;
    }

    /// <summary>Whether a command is a module's.</summary>
    internal bool Knows(HubCommand command) => modules.Command(command.GetType()) is not null;

    /// <summary>Lets a command say what it reads, so that a group's facts are fetched together; nothing of it is kept.</summary>
    internal void Prepare(HubCommand command, Actor actor, GroupFacts facts, ICommitChanges changes)
    {
        try
        {
            Decide(command, actor, modules.NewAttempt(modules.Command(command.GetType())!.Module, facts, changes));
        }
        catch (Exception fault)
        {
            PreparationFailed(fault, command.CommandId); // it fails again when it counts, and is answered then
        }
    }

    /// <summary>Carries out a module's command.</summary>
    /// <returns>Why not; null when it was done.</returns>
    internal async ValueTask<Refusal?> CarryAsync(HubCommand command, Actor actor, GroupFacts facts, ICommitChanges changes)
    {
        var declared = modules.Command(command.GetType())!;
        var (refusal, fault) = await TryDecideAsync(
            declared.Module, attempt => Decide(command, actor, attempt), facts, changes).ConfigureAwait(false);
        return fault is null ? refusal : Refusal.Of("module-failed",
            $"The module '{declared.Module}' failed on '{declared.Name}' ({fault.GetType().Name}); nothing was done. Tell whoever runs it.",
            $"模块“{declared.Module}”处理“{declared.Name}”时出错（{fault.GetType().Name}），未执行任何操作，请联系运维人员。");
    }

    /// <summary>Lets every module that listens see what changed, in the order of modules: what one changes, later ones see too.</summary>
    internal async ValueTask FollowAsync(GroupFacts facts, ICommitChanges changes)
    {
        foreach (var listener in modules.Listeners)
            foreach (var document in changes.ChangedNow(listener.Kind))
                await GuardAsync(listener.Module,
                    attempt => { listener.Decide(document, attempt); return null; }, facts, changes).ConfigureAwait(false);
    }

    internal bool IsDue(Instant now) => NextDue <= now;

    /// <summary>Everything of modules that is due by now, as the commit so far leaves it.</summary>
    internal async ValueTask<IReadOnlyList<(ModuleTimer Timer, Action<Attempt> Take)>> DueAsync(GroupFacts facts, ICommitChanges changes)
    {
        var all = new List<(ModuleTimer, Action<Attempt>)>();
        foreach (var timer in modules.Timers.Where(t => next.TryGetValue(t, out var at) && at <= changes.Now))
        {
            IReadOnlyList<Action<Attempt>> due = [];
            await DecideAsync(timer.Module,
                attempt => { due = timer.DueBy(changes.Now, attempt); return null; }, facts, changes).ConfigureAwait(false);
            all.AddRange(due.Select(take => (timer, take)));
        }
        return all;
    }

    /// <summary>Takes what is due.</summary>
    internal async ValueTask TakeAsync(
        IReadOnlyList<(ModuleTimer Timer, Action<Attempt> Take)> due, GroupFacts facts, ICommitChanges changes)
    {
        foreach (var (timer, take) in due)
            if (await GuardAsync(timer.Module, attempt => { take(attempt); return null; }, facts, changes).ConfigureAwait(false)
                is not null)
                notBefore[timer] = changes.Now + AgainAfter;
    }

    private Refusal? Decide(HubCommand command, Actor actor, Attempt attempt)
    {
        var declared = modules.Command(command.GetType())!;
        return declared.Access.Check(declared.Name, actor) ?? declared.Decide(command, actor, attempt);
    }

    /// <summary>A module that fails changes nothing and stops no other: that is noted, and the rest goes on.</summary>
    private async ValueTask<Exception?> GuardAsync(string module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes)
    {
        var (_, fault) = await TryDecideAsync(module, decide, facts, changes).ConfigureAwait(false);
        if (fault is not null)
            changes.NoteUndecided(
                module, new LocalizedText($"模块处理出错：{fault.GetType().Name}。", $"The module failed on this: {fault.GetType().Name}."));
        return fault;
    }

    private async ValueTask<(Refusal? Refusal, Exception? Fault)> TryDecideAsync(
        string module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes)
    {
        try
        {
            return (await DecideAsync(module, decide, facts, changes).ConfigureAwait(false), null);
        }
        catch (Exception fault) when (fault is not IOException)
        {
            ModuleFailed(fault, module);
            return (null, fault);
        }
    }

    private async ValueTask<Refusal?> DecideAsync(string module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes)
    {
        for (var round = 0; round <= ModuleCatalogue.Rounds; round++)
        {
            var (attempt, refusal) = Try(module, decide, facts, changes);
            if (facts.IsComplete)
            {
                if (refusal is null) attempt.Keep();
                return refusal;
            }
            await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        }
        throw new InvalidOperationException(
            $"The module '{module}' asked for facts more than {ModuleCatalogue.Rounds} times in one decision. 模块读取次数过多。");
    }

    /// <summary>One try. What goes wrong while facts are missing says nothing: the decision is made again with them.</summary>
    private (Attempt Attempt, Refusal? Refusal) Try(string module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes)
    {
        var attempt = modules.NewAttempt(module, facts, changes);
        try
        {
            return (attempt, decide(attempt));
        }
        catch (Exception) when (!facts.IsComplete)
        {
            return (attempt, null);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The module {Module} failed; what it was deciding changed nothing. 模块处理出错，未作任何更改。")]
    private partial void ModuleFailed(Exception fault, string module);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Facts for the command {Command} could not be gathered ahead. 指令所需数据未能预读。")]
    private partial void PreparationFailed(Exception fault, string command);
}
