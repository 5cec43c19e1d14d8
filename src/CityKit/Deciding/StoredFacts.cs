using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Feeds;
using CityKit.Journal;
using CityKit.Modules;

namespace CityKit.Deciding;

/// <summary>What the store knows of an input: an earlier entry with its key, and what is closed already.</summary>
internal sealed record StoredFacts(JournalEntry? Entry, Lead? Lead, WorkItem? Item)
{
    internal static StoredFacts None { get; } = new(null, null, null);

    /// <summary>As the group's facts have it; what they lack is read with the next fetch.</summary>
    internal static StoredFacts Of(HubInput input, GroupFacts facts)
    {
        var (kind, key, lead, item) = Needs(input);
        return key is null ? None : new StoredFacts(
            facts.Entry(new EntryKey(kind, key)),
            lead is { } l ? facts.Find(LeadDocuments.Kind, l.ToString()) : null,
            item is { } i ? facts.Find(ItemDocuments.Kind, i.ToString()) : null);
    }

    private static (JournalKind Kind, string? Key, LeadId? Lead, WorkItemId? Item) Needs(HubInput input) => input switch
    {
        HubInput.Feed feed => (JournalKind.Feed, FeedIntake.KeyOf(feed.Readings), null, null),
        HubInput.Command command => Needs(command),
        _ => (default, null, null, null),
    };

    private static (JournalKind Kind, string? Key, LeadId? Lead, WorkItemId? Item) Needs(HubInput.Command command) => command.Asked switch
    {
        ConfirmLead asked => (JournalKind.Command, command.Key, asked.Lead, ItemDesk.IdOf(asked.Lead)),
        DismissLead asked => (JournalKind.Command, command.Key, asked.Lead, null),
        MergeLead asked => (JournalKind.Command, command.Key, asked.Lead, asked.Into),
        StepItem asked => (JournalKind.Command, command.Key, null, asked.Item),
        MarkRepeat asked => (JournalKind.Command, command.Key, null, asked.Item),
        UndoRepeat asked => (JournalKind.Command, command.Key, null, asked.Item),
        FileReport => (JournalKind.Command, command.Key, null, ItemDesk.IdOfReport(command.Key)),
        _ => (JournalKind.Command, command.Key, null, null),
    };
}
