using CityKit.Core.Chain;
using NodaTime;

namespace CityKit.Journal;

/// <summary>One input of the hub, as it came (流水). The journal is the hub's record: everything else can be made from it again.</summary>
/// <param name="Number">Its place in the journal, from 1, without gaps.</param>
/// <param name="ReceivedAt">When the hub took it in, by the hub's clock.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Key">What makes a repeat recognisable: a command's id, a feed batch's id; empty when the kind has its own rule.</param>
/// <param name="Payload">The input's bytes.</param>
public sealed record JournalEntry(long Number, Instant ReceivedAt, JournalKind Kind, string Key, ReadOnlyMemory<byte> Payload)
{
    /// <summary>
    /// The running hash after this entry, kept by the store where a commit ended (封签): it says between
    /// which entries a change is. Null within a commit.
    /// </summary>
    public RunningHash? Seal { get; init; }
}
