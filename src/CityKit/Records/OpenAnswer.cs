using CityKit.Core;

namespace CityKit.Records;

/// <summary>Protected records that were opened, or why none was.</summary>
/// <param name="Refusal">Why none was; null when they were.</param>
/// <param name="Records">The records, by when they were kept, then id; those whose time is over, or whose subject was erased, are left
/// out.</param>
public sealed record OpenAnswer(Refusal? Refusal, IReadOnlyList<OpenedRecord> Records);
