using CityKit.Modules;

namespace CityKit.Rewards;

/// <summary>An administrator puts the rules into force (发布奖励规则): for reports from now on.</summary>
/// <param name="CommandId">The command's id.</param>
/// <param name="Text">
/// The file, as <see cref="Cases.Rewards.RewardRulesReader"/> reads it; a version that is there already has the same text.
/// </param>
public sealed record PutRewardRules(string CommandId, string Text) : HubCommand(CommandId);
