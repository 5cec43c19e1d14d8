using CityKit.Cases;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Records;

/// <summary>One reading of personal data (个人信息查阅记录): who, as what, for what; its subjects can read it.</summary>
/// <param name="Id">The command that asked.</param>
/// <param name="At">When, by the hub's clock.</param>
/// <param name="By">The account of who read; a subject for a person of the public.</param>
/// <param name="Roles">As what.</param>
/// <param name="Purpose">For what.</param>
/// <param name="Item">About which work item; null for a person's own data.</param>
/// <param name="Records">The records that were opened.</param>
/// <param name="Subjects">Whose they are.</param>
public sealed record PersonalRead(string Id, Instant At, string By, IReadOnlyList<Role> Roles, string Purpose, WorkItemId? Item,
    IReadOnlyList<string> Records, IReadOnlyList<SubjectId> Subjects);
