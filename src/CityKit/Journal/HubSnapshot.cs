namespace CityKit.Journal;

/// <summary>The state of rules and registers as it was after one journal entry; on start the journal after it is replayed.</summary>
/// <param name="Number">The last journal entry in it; 0 for none.</param>
/// <param name="State">The state's bytes.</param>
public sealed record HubSnapshot(long Number, ReadOnlyMemory<byte> State);
