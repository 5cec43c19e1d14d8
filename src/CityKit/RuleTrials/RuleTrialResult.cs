namespace CityKit.RuleTrials;

/// <summary>What a trial of rules on a hub's past showed.</summary>
/// <param name="Alerts">Alerts that would have been raised beside those that were, in the order of time: those that are of one source and
/// near one another are one row.</param>
/// <param name="Reach">How far back the journal reached.</param>
/// <param name="BeforeReach">How many alerts were raised then and are left out, as what they came of was pruned.</param>
public sealed record RuleTrialResult(IReadOnlyList<TriedAlert> Alerts, JournalReach Reach, int BeforeReach);
