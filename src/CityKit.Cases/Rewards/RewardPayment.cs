using NodaTime;

namespace CityKit.Cases.Rewards;

/// <summary>That a reward was paid (发放记录).</summary>
/// <param name="At">When it was reported as paid.</param>
/// <param name="By">Who paid: the account of somebody in office.</param>
/// <param name="Reference">The payment's own number; 1 to 64 characters, without personal data.</param>
public sealed record RewardPayment(Instant At, string By, string Reference);
