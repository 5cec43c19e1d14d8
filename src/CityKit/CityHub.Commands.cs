using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Core.Calendar;
using CityKit.Core.Signing;
using CityKit.Deciding;
using CityKit.Evidence;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Places;
using CityKit.Privacy;
using CityKit.Records;
using CityKit.Residents;
using CityKit.Storage;

namespace CityKit;

/// <content>What people and programs ask to be done.</content>
public sealed partial class CityHub
{
    /// <summary>Carries out a person's command. The actor comes from the authenticated principal, never from a request's body.</summary>
    /// <exception cref="ArgumentException">The command holds something that cannot be kept: a null, a default struct, a type of your
    /// own.</exception>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ExecuteAsync(HubCommand command, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(actor);
        if (front is not null)
            return await front.ExecuteAsync(command, actor, CommandRoad.Given, null, cancellationToken).ConfigureAwait(false);
        command = await LookUpAsync(command, actor, () => ViewAsync(actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        if (writer.Modules.Command(command.GetType()) is not ModuleCommand { IsPrepared: true } declared)
            return await DecideCheckedAsync(command, actor, cancellationToken).ConfigureAwait(false);
        var (prepared, answer) = await PrepareAsync(declared, command, actor, cancellationToken).ConfigureAwait(false);
        return answer ?? await DecideCheckedAsync(prepared!, actor, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<CommandAnswer> DecideCheckedAsync(HubCommand command, Actor actor, CancellationToken cancellationToken) =>
        Door.Check(command, actor, commands) is { } refusal ? CommandAnswer.Refused(refusal)
            : await DecideAsync(command, actor, null, cancellationToken).ConfigureAwait(false);

    /// <summary>Lets the command's module look at what is outside of the hub, once, and for those who may give the command.</summary>
    private async ValueTask<(HubCommand? Command, CommandAnswer? Answer)> PrepareAsync(
        ModuleCommand declared, HubCommand command, Actor actor, CancellationToken cancellationToken)
    {
        if (Door.Check(command, actor, commands) is { } wrong) return (null, CommandAnswer.Refused(wrong));
        var view = await ViewAsync(actor, cancellationToken).ConfigureAwait(false);
        if (declared.Access.Check(declared.Name, view) is { } forbidden) return (null, CommandAnswer.Refused(forbidden));
        if (await IsDoneAsync(declared, command, view.Actor, cancellationToken).ConfigureAwait(false)) return (null, CommandAnswer.Done());
        var (prepared, refusal) = await declared.PrepareAsync(command, actor, writer.Now, cancellationToken).ConfigureAwait(false);
        return (prepared, refusal is null ? null : CommandAnswer.Refused(refusal));
    }

    /// <summary>Whether the journal has the command already, as its module says.</summary>
    private async ValueTask<bool> IsDoneAsync(
        ModuleCommand declared, HubCommand command, Actor known, CancellationToken cancellationToken) =>
        await JournalledAsync(command, known, cancellationToken).ConfigureAwait(false) is { } before && declared.IsRepeat(command, before);

    private async ValueTask<HubCommand?> JournalledAsync(HubCommand command, Actor known, CancellationToken cancellationToken)
    {
        var key = new EntryKey(JournalKind.Command, CommandIds.KeyOf(known, command.CommandId));
        return await store.FindEntryAsync(key, cancellationToken).ConfigureAwait(false) is { IsPruned: false } entry
            ? commands.Read(entry.Payload).Command : null;
    }

    /// <summary>
    /// Looks up what a command needs to know of what is outside of the hub. A command that comes again is what it was: the journal has what
    /// was found then. What cannot be taken in anyhow, or is not the actor's to give, looks nothing up.
    /// </summary>
    private async ValueTask<T> LookUpAsync<T>(
        T command, Actor actor, Func<ValueTask<ActorView>> viewed, CancellationToken cancellationToken) where T : HubCommand
    {
        if (!lookups.Concerns(command) || Door.Check(command, actor, commands) is not null) return command with { Lookup = null };
        var declared = writer.Modules.Command(command.GetType())!;
        var view = await viewed().ConfigureAwait(false);
        if (declared.Access.Check(declared.Name, view) is not null) return command with { Lookup = null };
        var before = await JournalledAsync(command, view.Actor, cancellationToken).ConfigureAwait(false);
        return command with
        {
            Lookup = before is not null ? before.Lookup : await lookups.FindAsync(
                command, view, writer.Now.InZone(WorkCalendar.Zone).Date, cancellationToken).ConfigureAwait(false),
        };
    }

    private ActorView ViewOfKnown(Actor known) => new(known, writer.Work, writer.Now);

    /// <summary>Reads a module's command from JSON, as people and systems send it.</summary>
    /// <param name="name">The command's name, such as <c>parking/book</c>.</param>
    /// <param name="utf8Json">The command as one object.</param>
    /// <returns>The command, or why it is not one.</returns>
    public (HubCommand? Command, Refusal? Refusal) ReadCommand(string name, ReadOnlySpan<byte> utf8Json)
    {
        ArgumentNullException.ThrowIfNull(name);
        return writer.Modules.Command(name) is ModuleCommand declared ? declared.Parse(utf8Json)
            : (null, NoSuch("command", "指令", name, writer.Modules.CommandNames));
    }

    /// <summary>
    /// Takes in a person's report with what it says. That is kept apart, encrypted, and can be erased; the journal holds a keyed digest of
    /// it.
    /// </summary>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ReportAsync(
        FileReport report, PersonalData data, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(actor);
        if (front is not null)
            return await front.ExecuteAsync(report, actor, CommandRoad.Report, data, cancellationToken).ConfigureAwait(false);
        report = await LookUpAsync(
            report, actor, () => ViewAsync(actor, cancellationToken), cancellationToken).ConfigureAwait(false);
        if ((Door.Check(report, actor, commands) ?? data.Check()) is { } refusal) return CommandAnswer.Refused(refusal);
        return await DecideAsync(report, actor, data.IsEmpty ? null : data, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Takes in a report of somebody who gives no name (匿名上报), with an account or without: nothing leads from the work item to a person.
    /// Its text is kept apart under a key of its own, for as long as the policy keeps reports; who has the follow code sees how it goes on.
    /// </summary>
    /// <param name="report">The report. All such reports share one space of ids: choose <see cref="HubCommand.CommandId"/> at random, with
    /// 16 characters or more.</param>
    /// <param name="data">What it says. It has no contact and no position of the reporter, by which a person could be found.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public async ValueTask<CommandAnswer> ReportAnonymouslyAsync(
        FileReport report, PersonalData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(data);
        var by = PublicActor.Anonymous;
        if (front is not null)
            return await front.ExecuteAsync(report, by, CommandRoad.Anonymous, data, cancellationToken).ConfigureAwait(false);
        report = await LookUpAsync(
            report, by, () => ValueTask.FromResult(ViewOfKnown(by)), cancellationToken).ConfigureAwait(false);
        if ((Door.Check(report, by, commands) ?? AnonymousReports.Check(report, data)) is { } refusal)
            return CommandAnswer.Refused(refusal);
        return await DecideAsync(report, by, data.IsEmpty ? null : data, cancellationToken, isKnown: true).ConfigureAwait(false);
    }

    /// <summary>The same, of a report that is a text alone.</summary>
    /// <exception cref="IOException">The hub cannot store now: send the same again, with the same id.</exception>
    public ValueTask<CommandAnswer> ReportAsync(
        FileReport report, string text, Actor actor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return ReportAsync(report, new PersonalData { Text = text }, actor, cancellationToken);
    }

    /// <summary>Decides a command; what it says of persons does not get to the journal.</summary>
    private async ValueTask<CommandAnswer> DecideAsync(
        HubCommand command, Actor actor, PersonalData? report, CancellationToken cancellationToken, bool isKnown = false)
    {
        if (Evidence is not null && await Evidence.CheckAsync(command, actor, cancellationToken).ConfigureAwait(false) is { } unknown)
            return CommandAnswer.Refused(unknown);
        if (writer.Privacy.Check(command) is { } wrong) return CommandAnswer.Refused(wrong);
        while (true)
        {
            var veiled = await writer.Privacy.VeilAsync(command, actor, report, cancellationToken, isKnown).ConfigureAwait(false);
            var answer = await DecideAsync(veiled).WaitAsync(cancellationToken).ConfigureAwait(false) ?? throw Busy();
            if (answer is CommandAnswer decided) return decided; // else its subjects were stored meanwhile under other ids: once more
        }
    }

    /// <summary>Carries out a command of an actor that the hub itself made: nobody's account.</summary>
    internal async ValueTask<CommandAnswer> ExecuteKnownAsync(HubCommand command, Actor actor, CancellationToken cancellationToken)
    {
        if (front is not null)
            return await front.ExecuteAsync(command, actor, CommandRoad.Known, null, cancellationToken).ConfigureAwait(false);
        command = await LookUpAsync(
            command, actor, () => ValueTask.FromResult(ViewOfKnown(actor)), cancellationToken).ConfigureAwait(false);
        return Door.Check(command, actor, commands) is { } refusal ? CommandAnswer.Refused(refusal)
            : await DecideAsync(command, actor, null, cancellationToken, isKnown: true).ConfigureAwait(false);
    }

    /// <summary>Its new subjects are its own until it is decided, also when the caller no longer waits.</summary>
    private async Task<object?> DecideAsync(VeiledCommand veiled)
    {
        using (veiled)
            return await writer.DecideAsync(
                commands.InputOf(veiled.Command, veiled.Actor, personal: veiled.Personal), CancellationToken.None).ConfigureAwait(false);
    }

    private static Refusal NoSuch(string en, string zh, string name, IEnumerable<string> known) =>
        Refusal.Of("not-found", $"There is no {en} '{name}'.", $"没有名为“{name}”的{zh}。", [.. known]);

    private static IOException Busy() => new("The hub cannot store now: try again later. 暂时无法存储，请稍后重试。");
}
