using CityKit.Modules;
using CityKit.Privacy;
using NodaTime;

namespace CityKit.Commands;

/// <summary>Erases a person or a household (删除个人信息): key and records go, what was decided stays and is about nobody.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Subject">The subject.</param>
/// <param name="With">The subjects of what only concerns this one.</param>
/// <param name="IsHousehold">Whether it is a household.</param>
internal sealed record EraseSubject(string CommandId, SubjectId Subject, IReadOnlyList<SubjectId> With, bool IsHousehold)
    : HubCommand(CommandId)
{
    /// <summary>
    /// Until when the law asks for a record of the subject in any partition of a city, so that all of them erase it at the same time; null
    /// for a hub that is the whole city, which finds that itself.
    /// </summary>
    internal Instant? KeptUntil { get; init; }
}
