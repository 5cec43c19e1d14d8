namespace CityKit.Storage;

/// <summary>What a person wrote (受保护文本), kept apart so that it can be erased: the journal holds only its salted digest.</summary>
/// <param name="Id">The report it belongs to: its actor, a slash, its id.</param>
/// <param name="Salt">16 random bytes that go into the digest.</param>
/// <param name="Text">The text.</param>
public sealed record ProtectedText(string Id, ReadOnlyMemory<byte> Salt, string Text)
{
    /// <summary>
    /// How the text is kept, as the number of a cryptographic suite: 0, as it is and not encrypted. A store refuses to give one that it
    /// does not know.
    /// </summary>
    public int Suite { get; init; }
}
