namespace CityKit.Journal;

/// <summary>What makes a repeat of an input recognizable. <c>default</c> names no entry.</summary>
/// <param name="Kind">What the entry holds.</param>
/// <param name="Key">A command's id with its actor, a feed batch's id; not empty.</param>
public readonly record struct EntryKey(JournalKind Kind, string Key);
