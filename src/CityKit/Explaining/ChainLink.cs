using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Journal;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>One link of the chain from what happened to an alert or a work item (因果链).</summary>
/// <param name="What">What it is: <c>batch</c>, <c>feed</c>, <c>tick</c>, <c>command</c>, <c>rule</c>, <c>condition</c>, <c>alert</c>,
/// <c>lead</c>, <c>dispatch</c>, <c>item</c>.</param>
/// <param name="Id">The device, the feed, the command's name, the rule, the body, or the id of the alert, lead or item.</param>
/// <param name="At">When, by the hub's clock.</param>
internal sealed record ChainLink(string What, string Id, Instant At)
{
    /// <summary>The journal entry that it is; null for what the hub made of entries.</summary>
    internal JournalEntry? Entry { get; init; }

    /// <summary>The places of the events in the device's outbox lane, where the entry is a batch.</summary>
    internal IReadOnlyList<long> Events { get; init; } = [];

    /// <summary>What of the rule's condition was so, where the link is one.</summary>
    internal AlertEvidence? Evidence { get; init; }

    /// <summary>Why it was that body, where the link is a dispatch.</summary>
    internal LocalizedText? Because { get; init; }

    /// <summary>Writes it as one object: of an entry its number, kind and key, nothing of what it holds.</summary>
    internal static void Write(Utf8JsonWriter writer, ChainLink link)
    {
        writer.WriteStartObject();
        writer.WriteString("what", link.What);
        writer.WriteString("id", link.Id);
        DeskJson.WriteTime(writer, "at", link.At);
        if (link.Entry is { } entry) EntryJson.WriteMembers(writer, entry);
        if (link.Evidence is { } evidence)
        {
            writer.WriteStartObject("evidence");
            AlertJson.Write(writer, evidence);
            writer.WriteEndObject();
        }
        if (link.Because is { } because) DeskJson.WriteText(writer, "because", because);
        if (link.Events.Count > 0)
        {
            writer.WriteStartArray("events");
            foreach (var sequence in link.Events) writer.WriteNumberValue(sequence);
            writer.WriteEndArray();
        }
        writer.WriteEndObject();
    }
}
