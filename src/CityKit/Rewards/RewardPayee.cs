namespace CityKit.Rewards;

/// <summary>That a person said where rewards are to be paid to (收款登记); what they said is a protected record.</summary>
/// <param name="Person">The person: a subject.</param>
/// <param name="Record">The record's id.</param>
public sealed record RewardPayee(string Person, string Record);
