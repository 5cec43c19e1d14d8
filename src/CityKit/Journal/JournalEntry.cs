using CityKit.Core.Chain;
using NodaTime;

namespace CityKit.Journal;

/// <summary>One input of the hub, as it came (流水). The journal is the hub's record: everything else can be made from it again.</summary>
/// <param name="Number">Its place in the journal, from 1, without gaps.</param>
/// <param name="ReceivedAt">When the hub took it in, by the hub's clock.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Key">What makes a repeat recognisable: a command's id, a feed batch's id; empty when the kind has its own rule.</param>
/// <param name="Payload">The input's bytes; empty when it was pruned.</param>
public sealed record JournalEntry(long Number, Instant ReceivedAt, JournalKind Kind, string Key, ReadOnlyMemory<byte> Payload)
{
    /// <summary>
    /// The running hash after this entry, kept by the store where a commit ended (封签): it says between
    /// which entries a change is. Null within a commit.
    /// </summary>
    public RunningHash? Seal { get; init; }

    /// <summary>
    /// What stands for a payload that was pruned (内容摘要): the SHA-256 of key and payload, 32 bytes, with which the chain goes on over the
    /// entry. Empty while the payload is there.
    /// </summary>
    public ReadOnlyMemory<byte> Digest { get; init; }

    /// <summary>Whether the payload was dropped; an archive may have it.</summary>
    public bool IsPruned => !Digest.IsEmpty;

    /// <summary>This entry without its payload: number, time, kind, key, seal and digest stay.</summary>
    public JournalEntry Prune() => this with { Payload = default, Digest = JournalChain.DigestOf(this) };

    /// <summary>Whether the entry was written with this payload, also when it was pruned since.</summary>
    public bool Holds(ReadOnlySpan<byte> payload) =>
        IsPruned ? Digest.Span.SequenceEqual(JournalChain.DigestOf(Key, payload)) : Payload.Span.SequenceEqual(payload);
}
