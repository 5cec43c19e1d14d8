using CityKit.BuiltIn;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Records;
using CityKit.Storage;
using NodaTime;

namespace CityKit.Deciding;

/// <summary>Takes people's commands: each id once; a refused one changes nothing and is not journalled.</summary>
internal sealed class CommandDesk(HubDesks desks, ModuleDesk modules, CommandJson json)
{
    internal const string IdReused = "command-id-reused";

    /// <summary>Takes a command in. Whether there was one with its id is known already for a command that is decided alone.</summary>
    internal async ValueTask<Step> TakeInAsync(HubInput.Command input, GroupFacts facts)
    {
        if (await AreKnownOtherwiseAsync(input.Personal?.Subjects, facts.Store).ConfigureAwait(false)) return Step.Answered(OtherSubjects);
        var entry = new Draft(JournalKind.Command, input.By.Key, json.Write(input.Asked, input.By.Actor));
        if (input.Declared is ISettingCommand setting)
            return facts.Entry(new EntryKey(entry.Kind, entry.Key)) is { } before
                ? Step.Answered(Reused(input, before, entry) ?? CommandAnswer.Done())
                : await TakeInNowAsync(setting, input, entry, facts.Store).ConfigureAwait(false);
        return new Step(attempt => Once(input, entry, attempt))
        {
            Entry = entry, ReadsFacts = true, Personal = input.Personal, Module = (input.Declared as ModuleCommand)?.Module,
        };
    }

    /// <summary>The answer to a command whose new subjects the store got under other ids meanwhile: it is to be given again.</summary>
    private static object OtherSubjects { get; } = new();

    /// <summary>
    /// A commit that was kept for want of the disk may have brought the subjects of a person whose next command was made ready before.
    /// </summary>
    private static async ValueTask<bool> AreKnownOtherwiseAsync(IReadOnlyList<NewSubject>? subjects, ICityStore store)
    {
        if (subjects is not { Count: > 0 }) return false;
        var ids = subjects.ToDictionary(subject => subject.Key.Lookup, subject => subject.Key.Id);
        var known = await store.FindSubjectsAsync(ids.Keys, CancellationToken.None).ConfigureAwait(false);
        return known.Any(subject => ids[subject.Lookup] != subject.Id);
    }

    private Decided Once(HubInput.Command input, Draft entry, Attempt attempt)
    {
        if (attempt.Entry(new EntryKey(entry.Kind, entry.Key)) is { } before)
            return new Decided(Reused(input, before, entry) ?? Again(input, attempt), false);
        var answer = Forbidden(input, attempt.Now) is { } refusal ? CommandAnswer.Refused(refusal) : Carry(input, attempt);
        return new Decided(answer, answer.Refusal is null);
    }

    private CommandAnswer Carry(HubInput.Command input, Attempt attempt) => input.Declared is ModuleCommand declared
        ? new CommandAnswer(
            modules.Decide(declared, input.Asked, desks.Items.ViewOf(input.By.Actor, attempt.Now).Actor, attempt), null, null)
        : ((ICaseCommand)input.Declared!).Decide(desks, input.Asked, input.By, attempt);

    private static CommandAnswer Again(HubInput.Command input, Attempt attempt) =>
        (input.Declared as ICaseCommand)?.Again(input.Asked, input.By, attempt) ?? CommandAnswer.Done();

    private async ValueTask<Step> TakeInNowAsync(ISettingCommand setting, HubInput.Command input, Draft entry, ICityStore store)
    {
        if (Forbidden(input, default) is { } forbidden) return Step.Answered(CommandAnswer.Refused(forbidden));
        var taken = await setting.TakeInAsync(desks, input.Asked, input.By, store).ConfigureAwait(false);
        if (taken.Refusal is { } refusal) return Step.Answered(CommandAnswer.Refused(refusal));
        return new Step(attempt =>
        {
            taken.Follow!(attempt);
            return new Decided(CommandAnswer.Done(), true);
        }) { Entry = entry, ReadsFacts = true, Personal = input.Personal };
    }

    private Refusal? Forbidden(HubInput.Command input, Instant now) =>
        input.Declared!.Access.Check(input.Declared.Name, desks.Items.ViewOf(input.By.Actor, now));

    /// <summary>
    /// A command id is used once; a repeat is the same command, byte for byte; the first may have come before actors had scopes.
    /// </summary>
    private CommandAnswer? Reused(HubInput.Command input, JournalEntry before, Draft entry) =>
        before.Holds(entry.Payload.Span) || before.Holds(json.Write(input.Asked, input.By.Actor with { IsEverywhere = true })) ? null
            : CommandAnswer.Refused(Refusal.Of(IdReused,
                $"The command id '{input.Asked.CommandId}' was used for another command; choose a new one.",
                $"指令编号 '{input.Asked.CommandId}' 已用于其他指令，请更换编号。"));
}
