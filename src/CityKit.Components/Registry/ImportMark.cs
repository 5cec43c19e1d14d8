using NodaTime;

namespace CityKit.Components.Registry;

/// <summary>
/// How far an import has come (导入进度), committed together with its entries: what was interrupted goes on from here, and nothing is added
/// twice.
/// </summary>
/// <param name="Name">The import's name, unique within the store; 1 to 200 characters.</param>
/// <param name="Bytes">How many bytes of its file are dealt with.</param>
/// <param name="Digest">SHA-256 of those bytes, in hexadecimal; says whether it is still the same file.</param>
/// <param name="BegunAt">When it was started; all its entries are recorded at that moment, whenever they are read.</param>
/// <param name="Rows">How many rows those were.</param>
/// <param name="Accepted">How many rows became entries.</param>
/// <param name="Rejected">How many rows were rejected.</param>
/// <param name="RejectBytes">How long the reject file was then.</param>
/// <param name="IsDone">Whether the file was read to its end.</param>
public sealed record ImportMark(string Name, long Bytes, string Digest, Instant BegunAt, long Rows = 0, long Accepted = 0,
    long Rejected = 0, long RejectBytes = 0, bool IsDone = false)
{
    /// <summary>What the file was read by, in the importer's own words; empty when it did not say.</summary>
    public string Terms { get; init; } = "";
}
