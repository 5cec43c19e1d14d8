using CityKit.Modules;
using CityKit.Privacy;

namespace CityKit.Commands;

/// <summary>Erases a person or a household (删除个人信息): key and records go, what was decided stays and is about nobody.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Subject">The subject.</param>
/// <param name="With">The subjects of what only concerns this one.</param>
/// <param name="IsHousehold">Whether it is a household.</param>
internal sealed record EraseSubject(string CommandId, SubjectId Subject, IReadOnlyList<SubjectId> With, bool IsHousehold)
    : HubCommand(CommandId);
