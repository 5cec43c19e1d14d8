using CityKit.Journal;

namespace CityKit.Deciding;

/// <summary>What the journal is to have of an input.</summary>
internal readonly record struct Draft(JournalKind Kind, string Key, ReadOnlyMemory<byte> Payload);
