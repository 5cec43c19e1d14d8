using System.Text.Json;
using CityKit.AlertDesk;
using CityKit.Core;
using CityKit.Journal;
using NodaTime;

namespace CityKit.Explaining;

/// <summary>One link of the chain from what happened to an alert or a work item (因果链).</summary>
/// <param name="What">What it is: <c>batch</c>, <c>feed</c>, <c>relay</c>, <c>tick</c>, <c>command</c>, <c>sensor</c>, <c>rule</c>,
/// <c>condition</c>, <c>alert</c>, <c>lead</c>, <c>component</c>, <c>duty</c>, <c>dispatch</c>, <c>clock</c>, <c>evidence</c>,
/// <c>item</c>.</param>
/// <param name="Id">The device, the feed, the command's name, the rule, the sensor, the component, the body, the stage, or the id of the
/// alert, lead or item.</param>
/// <param name="At">When, by the hub's clock.</param>
internal sealed record ChainLink(string What, string Id, Instant At)
{
    /// <summary>The journal entry that it is; null for what the hub made of entries.</summary>
    internal JournalEntry? Entry { get; init; }

    /// <summary>The running hash after the entry, checked against the seal that follows; null where none does.</summary>
    internal EntryProof? Proof { get; init; }

    /// <summary>Whether the key that the device has now signed the batch; null for another entry, and for a pruned one.</summary>
    internal bool? IsSigned { get; init; }

    /// <summary>The places of the events in the device's outbox lane, where the entry is a batch.</summary>
    internal IReadOnlyList<long> Events { get; init; } = [];

    /// <summary>What of the rule's condition was so, where the link is one.</summary>
    internal AlertEvidence? Evidence { get; init; }

    /// <summary>Why it was that body, where the link is a dispatch.</summary>
    internal LocalizedText? Because { get; init; }

    /// <summary>Writes what only links of its kind have, as a member of its own; null for nothing.</summary>
    internal Action<Utf8JsonWriter>? Detail { get; init; }

    /// <summary>Writes it as one object: of an entry its number, kind, key and hash, nothing of what it holds.</summary>
    internal static void Write(Utf8JsonWriter writer, ChainLink link)
    {
        writer.WriteStartObject();
        writer.WriteString("what", link.What);
        writer.WriteString("id", link.Id);
        DeskJson.WriteTime(writer, "at", link.At);
        if (link.Entry is { } entry) EntryJson.WriteMembers(writer, entry);
        if (link.Proof is { } proof) WriteProof(writer, proof);
        if (link.IsSigned is { } signed) writer.WriteBoolean("signed", signed);
        if (link.Evidence is { } evidence) WriteEvidence(writer, evidence);
        if (link.Because is { } because) DeskJson.WriteText(writer, "because", because);
        if (link.Events.Count > 0) WriteEvents(writer, link.Events);
        link.Detail?.Invoke(writer);
        writer.WriteEndObject();
    }

    private static void WriteProof(Utf8JsonWriter writer, EntryProof proof)
    {
        writer.WriteString("hash", proof.Hash.ToString());
        writer.WriteNumber("seal", proof.Seal);
        writer.WriteBoolean("fits", proof.Fits);
    }

    private static void WriteEvidence(Utf8JsonWriter writer, AlertEvidence evidence)
    {
        writer.WriteStartObject("evidence");
        AlertJson.Write(writer, evidence);
        writer.WriteEndObject();
    }

    private static void WriteEvents(Utf8JsonWriter writer, IReadOnlyList<long> events)
    {
        writer.WriteStartArray("events");
        foreach (var sequence in events) writer.WriteNumberValue(sequence);
        writer.WriteEndArray();
    }
}
