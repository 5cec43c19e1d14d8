using NodaTime;

namespace CityKit.Storage;

/// <summary>A file in an <see cref="IEvidenceArchive"/>.</summary>
/// <param name="Name">Its SHA-256, 64 hexadecimal digits; of one that was not finished, whatever the archive calls it.</param>
/// <param name="WrittenAt">When it was last written.</param>
public sealed record ArchivedFile(string Name, Instant WrittenAt);
