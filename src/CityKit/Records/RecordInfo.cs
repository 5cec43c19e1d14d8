using CityKit.Cases;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Records;

/// <summary>What is known of a protected record without opening it; it stays when the record is gone.</summary>
/// <param name="Id">The record: its keyed digest, 64 hexadecimal digits, as the journal has it; of an identity, its subject.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Item">The work item that it is about; null for none.</param>
/// <param name="At">When it was kept, by the hub's clock.</param>
/// <param name="KeepUntil">It is not erased before that: the law asks for it to be kept. Null for no such time.</param>
/// <param name="DropAt">When its time of keeping is over; null for no limit, or when it is gone.</param>
public sealed record RecordInfo(
    string Id, SubjectId Subject, RecordKind Kind, WorkItemId? Item, Instant At, Instant? KeepUntil, Instant? DropAt);
