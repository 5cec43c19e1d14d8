namespace CityKit.Client.Chains;

/// <summary>What a replay of the journal made of one thing (重放证明).</summary>
/// <param name="Same">Whether the journal gives the same bytes and is itself as it was written.</param>
/// <param name="From">The first entry that was replayed.</param>
/// <param name="Through">The last: the one that changed the thing last.</param>
/// <param name="Hash">The running hash after it.</param>
public sealed record ReplayProof(bool Same, long From, long Through, string Hash)
{
    /// <summary>The entry with the seal that the hash was checked against.</summary>
    public long? Seal { get; init; }

    /// <summary>The entry with the first seal that does not fit; null when all do.</summary>
    public long? BrokenAt { get; init; }

    /// <summary>The bytes that the hub has.</summary>
    public ProofBytes? Stored { get; init; }

    /// <summary>The bytes that the journal gives; null when it gives none.</summary>
    public ProofBytes? Replayed { get; init; }

    /// <summary>What differs, or could not be replayed.</summary>
    public IReadOnlyList<ProofFinding> Findings { get => field ?? []; init; } = [];
}
