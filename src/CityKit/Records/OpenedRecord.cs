using CityKit.Modules;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Records;

/// <summary>A protected record that was opened.</summary>
/// <param name="Id">The record, as <see cref="PersonalText.ReferenceTo"/> names it in documents.</param>
/// <param name="Subject">Whose.</param>
/// <param name="Kind">What it is.</param>
/// <param name="At">When it was kept.</param>
/// <param name="Data">What it holds.</param>
public sealed record OpenedRecord(string Id, SubjectId Subject, RecordKind Kind, Instant At, PersonalData Data);
