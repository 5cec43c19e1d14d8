using CityKit.Privacy;
using NodaTime;

namespace CityKit.Records;

/// <summary>That a subject is to be erased, or was (删除): nothing in it says who that was.</summary>
/// <param name="Subject">The subject.</param>
/// <param name="IsHousehold">Whether it is a household: a register file that names it later does not bring it back.</param>
/// <param name="AskedAt">When somebody asked.</param>
/// <param name="DueAt">
/// When it is erased: the law asks for some of its records to be kept until then; meanwhile they open for that purpose alone. Null when it
/// is done.
/// </param>
public sealed record Erasure(SubjectId Subject, bool IsHousehold, Instant AskedAt, Instant? DueAt);
