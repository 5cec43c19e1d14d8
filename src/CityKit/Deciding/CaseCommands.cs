using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Core;
using CityKit.Modules;

namespace CityKit.Deciding;

/// <summary>People's commands about leads and work items.</summary>
internal sealed class CaseCommands(LeadDesk leads, ItemDesk items)
{
    internal CommandAnswer Carry(HubInput.Command input, Attempt attempt)
    {
        var answer = Decide(input, attempt);
        return new CommandAnswer(answer.Refusal, answer.Item, answer.Lead);
    }

    /// <summary>The answer to a repeat: what the first one was about, as it is now.</summary>
    internal CommandAnswer Again(HubInput.Command input, IFacts facts) => input.Asked switch
    {
        StepItem step => CommandAnswer.Done(Item(step.Item, facts)),
        MarkRepeat mark => CommandAnswer.Done(Item(mark.Item, facts)),
        UndoRepeat undo => CommandAnswer.Done(Item(undo.Item, facts)),
        FileReport => CommandAnswer.Done(Item(ItemDesk.IdOfReport(input.Key), facts) ?? facts.OpenItemOf(input.Key)),
        ConfirmLead confirm => OfLead(confirm.Lead, facts),
        DismissLead dismiss => OfLead(dismiss.Lead, facts),
        MergeLead merge => OfLead(merge.Lead, facts),
        _ => CommandAnswer.Done(),
    };

    private DeskAnswer Decide(HubInput.Command input, Attempt attempt) => input.Asked switch
    {
        ConfirmLead confirm => OnLead(confirm.Lead, attempt, lead => leads.Confirm(lead, input.Actor, attempt)),
        DismissLead dismiss => OnLead(dismiss.Lead, attempt, lead => leads.Dismiss(lead, dismiss.Reason, input.Actor, attempt)),
        MergeLead merge => OnLead(merge.Lead, attempt, lead => leads.Merge(lead, attempt.OpenItem(merge.Into), input.Actor, attempt)),
        StepItem step => OnItem(step.Item, attempt, item => items.Step(item, step.Step, input.Actor, attempt)),
        MarkRepeat mark => OnItem(mark.Item, attempt, item => items.MarkRepeat(item, attempt.OpenItem(mark.Of), input.Actor, attempt)),
        UndoRepeat undo => OnItem(undo.Item, attempt, item => items.UndoRepeat(item, input.Actor, attempt)),
        FileReport report => items.Open(Of(report, input.Key), input.Actor, attempt),
        _ => throw new ArgumentException($"{input.Asked.GetType().Name} is no command of this hub. 未知的指令类型。"),
    };

    private static PersonReport Of(FileReport report, string key) => new(
        key, report.Profile, report.Class, report.Place, report.Component, report.Photo is null ? [] : [report.Photo]);

    private static CommandAnswer OfLead(LeadId id, IFacts facts)
    {
        var lead = facts.Find(LeadDocuments.Kind, id.ToString());
        return CommandAnswer.Done(lead?.Item is { } item ? Item(item, facts) : null, lead);
    }

    private static DeskAnswer OnLead(LeadId id, IFacts facts, Func<Lead, DeskAnswer> carry) =>
        facts.Find(LeadDocuments.Kind, id.ToString()) is { } lead ? carry(lead)
            : DeskAnswer.Refused(NoSuch("lead", "线索", id.ToString()));

    private DeskAnswer OnItem(WorkItemId id, IFacts facts, Func<WorkItem, DeskAnswer> carry)
    {
        if (Item(id, facts) is not { } item) return DeskAnswer.Refused(NoSuch("work item", "工作项", id.ToString()));
        return items.Frozen(item) is { } frozen ? DeskAnswer.Refused(frozen) : carry(item);
    }

    private static WorkItem? Item(WorkItemId id, IFacts facts) => facts.Find(ItemDocuments.Kind, id.ToString());

    private static Refusal NoSuch(string en, string zh, string id) =>
        Refusal.Of("not-found", $"There is no {en} {id}.", $"没有编号为 {id} 的{zh}。");
}
