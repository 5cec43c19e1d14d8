using CityKit.Core;

namespace CityKit.Verifying;

/// <summary>Entries of one kind and name that a replay passes over.</summary>
/// <param name="Kind">The entries' kind.</param>
/// <param name="Name">The command's name; else a word for what they are.</param>
/// <param name="First">The first entry.</param>
/// <param name="Last">The last.</param>
/// <param name="Count">How many.</param>
/// <param name="Why">Why they are passed over.</param>
/// <param name="Remedy">What to do.</param>
internal sealed record SkippedEntries(string Kind, string Name, long First, long Last, long Count, LocalizedText Why, LocalizedText Remedy);
