namespace CityKit.House.Tests.Entries;

/// <summary>The first sentence that people read of a page, or of a type in a package.</summary>
internal sealed record EntrySentence(string Where, string Name, string Sentence);
