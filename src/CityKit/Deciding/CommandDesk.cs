using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Devices;
using CityKit.Intake;
using CityKit.Journal;
using CityKit.Modules;
using CityKit.Storage;

namespace CityKit.Deciding;

/// <summary>Takes people's commands: each id once; a refused one changes nothing and is not journalled.</summary>
internal sealed class CommandDesk(
    CaseCommands cases, DeviceTable table, DeviceDesk devices,
    ConfigurationDesk configuration, WorkDesk work,
    ModuleDesk modules, CommandJson json)
{
    internal const string IdReused = "command-id-reused";

    /// <summary>Takes a command in. Whether there was one with its id is known already for a command that is decided alone.</summary>
    internal async ValueTask<Step> TakeInAsync(HubInput.Command input, GroupFacts facts)
    {
        var entry = new Draft(JournalKind.Command, input.Key, json.Write(input.Asked, input.Actor));
        if (!input.IsAlone)
            return new Step(attempt => Once(input, entry, attempt))
            {
                Entry = entry, ReadsFacts = true, Text = input.Text, Module = modules.OwnerOf(input.Asked),
            };
        return facts.Entry(new EntryKey(entry.Kind, entry.Key)) is { } before
            ? Step.Answered(Reused(input, before, entry) ?? CommandAnswer.Done())
            : await TakeInNowAsync(input, entry, facts.Store).ConfigureAwait(false);
    }

    private Decided Once(HubInput.Command input, Draft entry, Attempt attempt)
    {
        if (attempt.Entry(new EntryKey(entry.Kind, entry.Key)) is { } before)
            return new Decided(Reused(input, before, entry) ?? cases.Again(input, attempt), false);
        var answer = modules.OwnerOf(input.Asked) is null ? cases.Carry(input, attempt)
            : new CommandAnswer(modules.Decide(input.Asked, input.Actor, attempt), null, null);
        return new Decided(answer, answer.Refusal is null);
    }

    /// <summary>A command id is used once; a repeat is the same command, byte for byte.</summary>
    private static CommandAnswer? Reused(HubInput.Command input, JournalEntry before, Draft entry) =>
        before.Holds(entry.Payload.Span) ? null
            : CommandAnswer.Refused(Refusal.Of(IdReused,
                $"The command id '{input.Asked.CommandId}' was used for another command; choose a new one.",
                $"指令编号 '{input.Asked.CommandId}' 已用于其他指令，请更换编号。"));

    private async ValueTask<Step> TakeInNowAsync(HubInput.Command input, Draft entry, ICityStore store) => input.Asked switch
    {
        AdmitDevice admit => Of(devices.Admit(admit.Device, admit.Key, input.Actor), entry),
        PublishBundle publish => Of(devices.Publish(publish.Bundle, input.Key, input.Actor), entry),
        OfferRelease offer => Of(devices.Offer(offer.Device, offer.Number, input.Actor), entry),
        PutSensors put => Of(configuration.Put(put, input), entry),
        RetireSensor retire => Of(configuration.Retire(retire, input.Actor), entry),
        PutRules put => Of(configuration.Put(put, input), entry),
        PutPolicy or PutProfile or RetireProfile or PutCalendar or PutGrids =>
            Of(await work.TakeAsync(input, store).ConfigureAwait(false), entry),
        _ => throw new ArgumentException($"{input.Asked.GetType().Name} is no command of this hub. 未知的指令类型。"),
    };

    private Step Of((Refusal? Refusal, DeviceRecord? Device) decided, Draft entry)
    {
        if (decided.Refusal is { } refusal) return Step.Answered(CommandAnswer.Refused(refusal));
        table.Put(decided.Device!);
        return Done(entry, attempt => attempt.Put(DeviceDocuments.Kind, decided.Device!));
    }

    private static Step Of(ConfigurationAnswer decided, Draft entry) => decided.Refusal is { } refusal
        ? Step.Answered(CommandAnswer.Refused(refusal))
        : Done(entry, attempt => Desk.Clear(decided.Orphans, attempt));

    private static Step Done(Draft entry, Action<Attempt> follow) => new(attempt =>
    {
        follow(attempt);
        return new Decided(CommandAnswer.Done(), true);
    }) { Entry = entry, ReadsFacts = true };
}
