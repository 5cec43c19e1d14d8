using CityKit.AlertDesk;
using CityKit.Cases;
using CityKit.Commands;
using CityKit.Feeds;
using CityKit.Journal;

namespace CityKit.Deciding;

/// <summary>What had to be read from the store before an input could be decided: an earlier entry with its key, and what is closed already.</summary>
internal sealed record StoredFacts(JournalEntry? Entry, Lead? Lead, WorkItem? Item)
{
    internal static StoredFacts None { get; } = new(null, null, null);

    internal static async ValueTask<StoredFacts> ReadAsync(ICityStore store, HubInput input, CancellationToken cancellationToken)
    {
        var (kind, key, lead, item) = Needs(input);
        return key is null ? None : new StoredFacts(
            await store.FindEntryAsync(kind, key, cancellationToken).ConfigureAwait(false),
            lead is { } l ? await store.FindLeadAsync(l, cancellationToken).ConfigureAwait(false) : null,
            item is { } i ? await store.FindItemAsync(i, cancellationToken).ConfigureAwait(false) : null);
    }

    private static (JournalKind Kind, string? Key, LeadId? Lead, WorkItemId? Item) Needs(HubInput input) => input switch
    {
        HubInput.Feed feed => (JournalKind.Feed, FeedIntake.KeyOf(feed.Readings), null, null),
        HubInput.Command { Asked: ConfirmLead asked } => (JournalKind.Command, asked.CommandId, asked.Lead, ItemDesk.IdOf(asked.Lead)),
        HubInput.Command { Asked: DismissLead asked } => (JournalKind.Command, asked.CommandId, asked.Lead, null),
        HubInput.Command { Asked: MergeLead asked } => (JournalKind.Command, asked.CommandId, asked.Lead, asked.Into),
        HubInput.Command { Asked: StepItem asked } => (JournalKind.Command, asked.CommandId, null, asked.Item),
        HubInput.Command { Asked: FileReport asked } => (JournalKind.Command, asked.CommandId, null, ItemDesk.IdOf(asked)),
        HubInput.Command { Asked: var asked } => (JournalKind.Command, asked.CommandId, null, null),
        _ => (default, null, null, null),
    };
}
