using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Core;
using CityKit.Deciding;
using CityKit.Devices;
using CityKit.Journal;
using CityKit.Modules;

namespace CityKit.Commands;

/// <summary>Carries out people's commands: each id once.</summary>
internal sealed class CommandDesk(
    LeadDesk leads, ItemDesk items, BundleDesk bundles, ConfigurationDesk configuration, ModuleDesk modules, CommandJson json)
{
    internal const string IdReused = "command-id-reused";

    /// <summary>Carries a command out; a refused one changes nothing and is not journalled.</summary>
    /// <param name="input">The command.</param>
    /// <param name="known">What the store knows of it.</param>
    /// <param name="changes">What this commit changes.</param>
    /// <param name="facts">What the group has read.</param>
    internal async ValueTask<CommandAnswer> TakeAsync(HubInput.Command input, StoredFacts known, HubChanges changes, GroupFacts facts)
    {
        var payload = json.Write(input.Asked, input.Actor);
        var before = changes.FindEntry(JournalKind.Command, input.Key) ?? known.Entry;
        if (before is not null) return Repeat(input, before, payload, known, changes);
        changes.Journal(JournalKind.Command, input.Key, payload);
        var answer = modules.Knows(input.Asked)
            ? await CarryAsync(input, facts, changes).ConfigureAwait(false)
            : Carry(input, known, changes);
        if (answer.Refusal is not null) changes.TakeBack();
        else if (input.Text is not null) changes.Add(input.Text);
        return answer;
    }

    private async ValueTask<CommandAnswer> CarryAsync(HubInput.Command input, GroupFacts facts, HubChanges changes) =>
        await modules.CarryAsync(input.Asked, input.Actor, facts, changes).ConfigureAwait(false) is { } refusal
            ? CommandAnswer.Refused(refusal)
            : CommandAnswer.Done();

    private CommandAnswer Carry(HubInput.Command input, StoredFacts known, HubChanges changes) => input.Asked switch
    {
        AdmitDevice admit => Admit(admit, input.Actor, changes),
        PublishBundle publish => bundles.Publish(publish, input.Actor, changes),
        OfferRelease offer => Offer(offer, input.Actor, changes),
        ConfirmLead confirm => OnLead(confirm.Lead, known, changes, lead => leads.Confirm(lead, input.Actor, changes)),
        DismissLead dismiss => OnLead(dismiss.Lead, known, changes, lead => leads.Dismiss(lead, dismiss.Reason, input.Actor, changes)),
        MergeLead merge => OnLead(merge.Lead, known, changes, lead => leads.Merge(lead, changes.Item(merge.Into), input.Actor, changes)),
        StepItem step => OnItem(step.Item, known, changes, item => items.Step(item, step.Step, input.Actor, changes)),
        MarkRepeat mark => OnItem(mark.Item, known, changes, item => items.MarkRepeat(item, changes.Item(mark.Of), input.Actor, changes)),
        UndoRepeat undo => OnItem(undo.Item, known, changes, item => items.UndoRepeat(item, input.Actor, changes)),
        FileReport report => items.Open(report, input.Actor, changes),
        PutSensors put => configuration.Put(put, input.Actor, changes),
        RetireSensor retire => configuration.Retire(retire, input.Actor, changes),
        PutRules put => configuration.Put(put, input.Actor, changes),
        _ => throw new ArgumentException($"{input.Asked.GetType().Name} is no command of this hub. 未知的指令类型。"),
    };

    private static CommandAnswer Repeat(HubInput.Command input, JournalEntry before, byte[] payload, StoredFacts known, HubChanges changes)
    {
        var id = input.Asked.CommandId;
        if (!before.Holds(payload))
            return CommandAnswer.Refused(Refusal.Of(IdReused,
                $"The command id '{id}' was used for another command; choose a new one.", $"指令编号 '{id}' 已用于其他指令，请更换编号。"));
        return input.Asked switch
        {
            StepItem step => CommandAnswer.Done(changes.Item(step.Item) ?? known.Item),
            MarkRepeat mark => CommandAnswer.Done(changes.Item(mark.Item) ?? known.Item),
            UndoRepeat undo => CommandAnswer.Done(changes.Item(undo.Item) ?? known.Item),
            FileReport => CommandAnswer.Done(
                changes.Item(ItemDesk.IdOfReport(input.Key)) ?? known.Item ?? ItemDesk.OpenItemOf(input.Key, changes)),
            ConfirmLead confirm => OnLeadAgain(confirm.Lead, known, changes),
            DismissLead dismiss => OnLeadAgain(dismiss.Lead, known, changes),
            MergeLead merge => OnLeadAgain(merge.Lead, known, changes),
            _ => CommandAnswer.Done(),
        };
    }

    private static CommandAnswer OnLeadAgain(LeadId id, StoredFacts known, HubChanges changes)
    {
        var lead = changes.Lead(id) ?? known.Lead;
        return CommandAnswer.Done(lead?.Item is { } item ? changes.Item(item) ?? known.Item : null, lead);
    }

    private static CommandAnswer Admit(AdmitDevice admit, Actor actor, HubChanges changes)
    {
        if (!actor.Roles.Contains(Role.Administrator))
            return CommandAnswer.Refused(Refusal.Of("wrong-role", $"Devices are admitted by an administrator; {actor.Id} is none.",
                $"设备由管理员登记，{actor.Id} 无此权限。", nameof(Role.Administrator)));
        var device = changes.State.Device(admit.Device);
        changes.Put(device is null ? new DeviceRecord(admit.Device, admit.Key) : device with { Key = admit.Key });
        return CommandAnswer.Done();
    }

    /// <summary>The number may be below the one offered before: that takes an offer back, a device takes a higher one only.</summary>
    private static CommandAnswer Offer(OfferRelease offer, Actor actor, HubChanges changes)
    {
        if (!actor.Roles.Contains(Role.Administrator))
            return CommandAnswer.Refused(Refusal.Of("wrong-role", $"Releases are offered by an administrator; {actor.Id} is none.",
                $"版本由管理员指定，{actor.Id} 无此权限。", nameof(Role.Administrator)));
        if (changes.State.Device(offer.Device) is not { } device)
            return CommandAnswer.Refused(
                Refusal.Of("not-found", $"There is no device {offer.Device}: admit it first.", $"没有设备 {offer.Device}，请先登记。"));
        changes.Put(device with { Release = offer.Number });
        return CommandAnswer.Done();
    }

    private static CommandAnswer OnLead(LeadId id, StoredFacts known, HubChanges changes, Func<Lead, CommandAnswer> carry) =>
        (changes.Lead(id) ?? known.Lead) is { } lead ? carry(lead) : CommandAnswer.Refused(NoSuch("lead", "线索", id.ToString()));

    private static CommandAnswer OnItem(WorkItemId id, StoredFacts known, HubChanges changes, Func<WorkItem, CommandAnswer> carry) =>
        (changes.Item(id) ?? known.Item) is { } item ? carry(item) : CommandAnswer.Refused(NoSuch("work item", "工作项", id.ToString()));

    private static Refusal NoSuch(string en, string zh, string id) =>
        Refusal.Of("not-found", $"There is no {en} {id}.", $"没有编号为 {id} 的{zh}。");
}
