namespace CityKit.Documents;

/// <summary>A document as a commit leaves it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The journal entry that changed it.</param>
/// <param name="Bytes">What its module wrote; null when the document is removed.</param>
/// <param name="Values">Its values, one array for each index of the kind; empty when it is removed.</param>
public sealed record DocumentChange(DocumentKind Kind, string Id, long Version, ReadOnlyMemory<byte>? Bytes, IndexValue[][] Values);
