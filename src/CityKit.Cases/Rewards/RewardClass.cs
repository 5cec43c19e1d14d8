using CityKit.Core;

namespace CityKit.Cases.Rewards;

/// <summary>A class of kinds that are rewarded (奖励类别), such as A.</summary>
/// <param name="Id">The id.</param>
/// <param name="Name">What people call it.</param>
public sealed record RewardClass(string Id, LocalizedText Name);
