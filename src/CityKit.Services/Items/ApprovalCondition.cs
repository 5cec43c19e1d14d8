using CityKit.Core;
using CityKit.Services.Conditions;

namespace CityKit.Services.Items;

/// <summary>One condition of instant approval (秒批条件).</summary>
/// <param name="Id">Its id in the item.</param>
/// <param name="Name">What it says, for the applicant, and for the person who looks at it when it does not hold.</param>
/// <param name="If">The condition.</param>
public sealed record ApprovalCondition(string Id, LocalizedText Name, ClaimCondition If);
