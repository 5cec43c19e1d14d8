namespace CityKit.Storage;

/// <summary>
/// What a person wrote, as versions before protected records kept it: beside the journal and not encrypted. A hub takes it over into a
/// <see cref="ProtectedRecord"/> when it starts.
/// </summary>
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
