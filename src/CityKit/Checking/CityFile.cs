namespace CityKit.Checking;

/// <summary>A file of a city.</summary>
/// <param name="Name">What findings call it.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Utf8">Its bytes.</param>
public sealed record CityFile(string Name, CityFileKind Kind, ReadOnlyMemory<byte> Utf8);
