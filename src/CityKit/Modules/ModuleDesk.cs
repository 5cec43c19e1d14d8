using CityKit.Cases;
using CityKit.Core;
using CityKit.Documents;
using CityKit.Storage;
using Microsoft.Extensions.Logging;
using NodaTime;

namespace CityKit.Modules;

/// <summary>Lets modules decide over facts, by their commands, timers and listeners.</summary>
/// <param name="modules">The modules.</param>
/// <param name="own">Timers of the built-in modules.</param>
/// <param name="followers">Listeners of the built-in modules.</param>
/// <param name="logger">For people.</param>
internal sealed partial class ModuleDesk(
    ModuleCatalogue modules, IReadOnlyList<ModuleTimer> own, IReadOnlyList<ModuleListener> followers, ILogger logger)
{
    private readonly IReadOnlyList<ModuleTimer> timers = [.. own, .. modules.Timers];
    private readonly IReadOnlyList<ModuleListener> listeners = [.. followers, .. modules.Listeners];
    private const string Hub = "hub";
    private static readonly Duration AgainAfter = Duration.FromHours(1);
    private readonly Dictionary<ModuleTimer, Instant> next = [];
    private readonly Dictionary<ModuleTimer, Instant> notBefore = [];

    /// <summary>When the next document of a module falls due; null for none.</summary>
    internal Instant? NextDue => next.Count == 0 ? null : next.Values.Min();

    /// <summary>Reads when the next documents fall due.</summary>
    internal async ValueTask ReadTimersAsync(ICityStore store, CancellationToken cancellationToken)
    {
        foreach (var timer in timers)
        {
            if (await timer.ReadNextAsync(store, cancellationToken).ConfigureAwait(false) is { } at)
                next[timer] = Instant.Max(at, notBefore.GetValueOrDefault(timer, at));
            else next.Remove(timer);
        }
    }

    /// <summary>Takes up when documents that changed fall due.</summary>
    internal void Note(ICommitChanges changes)
    {
        foreach (var timer in timers)
            foreach (var (_, document) in changes.OfKind(timer.Kind))
                if (timer.DueOf(document) is { } at && (!next.TryGetValue(timer, out var known) || at < known)) next[timer] = at;
    }

    /// <summary>Decides a module's command.</summary>
    /// <returns>Why it is not carried out; null when it is.</returns>
    internal Refusal? Decide(ModuleCommand declared, HubCommand command, Actor actor, Attempt attempt)
    {
        if (declared.Decide(command, actor, attempt) is { } refusal) return refusal;
        foreach (var fold in modules.FoldsOf(declared.Type)) attempt.Fold(fold, command);
        return null;
    }

    /// <summary>Whether a command changes state of modules.</summary>
    internal bool ChangesState(HubCommand command) => modules.FoldsOf(command.GetType()).Any();

    /// <summary>Brings state forward by commands that were carried out; all else that followed from them is stored already.</summary>
    internal async ValueTask RememberAsync(
        IReadOnlyList<(long Number, Instant At, HubCommand Command)> carried, GroupFacts facts, StateTable states)
    {
        var folds = (from c in carried
                     from fold in modules.FoldsOf(c.Command.GetType())
                     select (Carried: c, Fold: fold, Key: fold.KeyOf(c.Command))).ToArray();
        foreach (var (_, fold, key) in folds) facts.State(key, fold.Kind);
        await facts.FetchAsync(CancellationToken.None).ConfigureAwait(false);
        foreach (var (c, fold, key) in folds) states.Remember(key, c.Number, before => fold.Next(before, c.Command, c.At));
    }

    internal Attempt NewAttempt(string? module, GroupFacts facts, ICommitChanges changes) => modules.NewAttempt(module, facts, changes);

    /// <summary>A module that fails on a command changes nothing.</summary>
    internal Refusal Failed(Exception fault, string module)
    {
        ModuleFailed(fault, module);
        return Refusal.Of("module-failed",
            $"The module '{module}' failed on this command ({fault.GetType().Name}); nothing was done. Report it to the operator.",
            $"模块“{module}”处理该指令时出错（{fault.GetType().Name}），未执行任何操作，请联系运维人员。");
    }

    /// <summary>Lets every module that listens see what changed, in the order of modules: what one changes, later ones see too.</summary>
    internal async ValueTask FollowAsync(GroupFacts facts, ICommitChanges changes)
    {
        foreach (var listener in listeners)
            foreach (var document in changes.ChangedNow(listener.Kind).Where(listener.Concerns))
                await GuardAsync(listener.Module,
                    attempt => { listener.Decide(document, attempt); return null; }, facts, changes).ConfigureAwait(false);
    }

    internal bool IsDue(Instant now) => NextDue <= now;

    /// <summary>Whether more was due at the last tick than one tick takes.</summary>
    internal bool HasMoreDue { get; private set; }

    /// <summary>Everything of modules that is due by now, as the commit so far leaves it.</summary>
    internal async ValueTask<IReadOnlyList<(ModuleTimer Timer, Action<Attempt> Take)>> DueAsync(GroupFacts facts, ICommitChanges changes)
    {
        var all = new List<(ModuleTimer, Action<Attempt>)>();
        HasMoreDue = false;
        foreach (var timer in timers.Where(t => next.TryGetValue(t, out var at) && at <= changes.Now))
        {
            IReadOnlyList<Action<Attempt>> due = [];
            await DecideAsync(timer.Module,
                attempt => { due = timer.DueBy(changes.Now, attempt); return null; }, facts, changes).ConfigureAwait(false);
            all.AddRange(due.Select(take => (timer, take)));
            HasMoreDue |= due.Count == ModuleTimer.MostAtOnce;
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

    /// <summary>A module that fails changes nothing and stops no other: that is noted, and the rest goes on.</summary>
    private async ValueTask<Exception?> GuardAsync(string? module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes)
    {
        try
        {
            await DecideAsync(module, decide, facts, changes).ConfigureAwait(false);
            return null;
        }
        catch (Exception fault) when (fault is not IOException)
        {
            ModuleFailed(fault, module ?? Hub);
            changes.Add("undecided", module ?? Hub, null, null,
                new LocalizedText($"模块处理出错：{fault.GetType().Name}。", $"The module failed on this: {fault.GetType().Name}."));
            return fault;
        }
    }

    private ValueTask<Refusal?> DecideAsync(string? module, Func<Attempt, Refusal?> decide, GroupFacts facts, ICommitChanges changes) =>
        Attempts.RunAsync(facts, () => modules.NewAttempt(module, facts, changes), decide, refusal => refusal is null, module ?? Hub);

    [LoggerMessage(Level = LogLevel.Error, Message = "The module {Module} failed; what it was deciding changed nothing. 模块处理出错，未作任何更改。")]
    private partial void ModuleFailed(Exception fault, string module);
}
