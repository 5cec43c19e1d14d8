namespace CityKit.Privacy;

/// <summary>Who was erased. <c>default</c> names nobody.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="Household">
/// Of a household, how it was found, so that a register file that still names it does not bring it back; null of others.
/// </param>
public readonly record struct ErasedSubject(SubjectId Subject, SubjectLookup? Household);
