namespace CityKit.Cli.Releases;

/// <summary>What a package is to say of itself.</summary>
/// <param name="Product">The program.</param>
/// <param name="Version">The version.</param>
/// <param name="Runtime">What it runs on.</param>
/// <param name="Number">The number; null for the one that follows from the version.</param>
internal sealed record ReleaseChoice(string Product, string Version, string Runtime, long? Number);
