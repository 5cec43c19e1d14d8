using CityKit.Core;
using CityKit.Core.Calendar;

namespace CityKit.Cases.Profiles;

/// <summary>A stage of a life cycle (阶段); its clock runs while the item is in one of its states.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What people call it.</param>
/// <param name="LimitFromCondition">Whether the filing condition's limit holds here; otherwise the policy's stage limit.</param>
public sealed record ProfileStage(string Id, LocalizedText Name, bool LimitFromCondition)
{
    /// <summary>The limit where neither condition nor policy has one; null for none. The built-in profiles have none.</summary>
    public WorkLimit? Limit { get; init; }
}
