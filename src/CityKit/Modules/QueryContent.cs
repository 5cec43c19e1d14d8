namespace CityKit.Modules;

/// <summary>An answer that is one piece and no rows: a map tile, a picture.</summary>
/// <param name="Bytes">The bytes.</param>
/// <param name="ContentType">What they are, such as <c>application/geo+json</c>.</param>
public sealed record QueryContent(ReadOnlyMemory<byte> Bytes, string ContentType);
