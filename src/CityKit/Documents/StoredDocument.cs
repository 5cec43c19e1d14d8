namespace CityKit.Documents;

/// <summary>A document as a store has it.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Id">Its id.</param>
/// <param name="Version">The journal entry that changed it last.</param>
/// <param name="Bytes">What its module wrote.</param>
public sealed record StoredDocument(string Kind, string Id, long Version, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Whether the store found that the bytes are not those that were written; reading it then fails.</summary>
    public bool IsDamaged { get; init; }

    /// <summary>What reading a damaged one throws.</summary>
    internal FormatException Damage() => new($"The bytes of {Kind} {Id} are not those that were written. 文档内容与写入时不一致。");
}
