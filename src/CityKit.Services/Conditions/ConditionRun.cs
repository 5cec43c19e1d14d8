using CityKit.Core.Calendar;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary>One look at conditions: what they read, and what they found.</summary>
internal sealed class ConditionRun(WalletView wallet)
{
    private readonly List<ClaimFinding> findings = [];
    private readonly List<(HeldCredential Credential, ClaimName Claim)> used = [];

    /// <summary>The day that <c>today</c> means: the one in Shanghai.</summary>
    internal LocalDate Today { get; } = wallet.Now.InZone(WorkCalendar.Zone).Date;

    /// <summary>What comparisons found, in the order of the condition.</summary>
    internal IReadOnlyList<ClaimFinding> Findings => findings;

    /// <summary>The claims that were looked at.</summary>
    internal IReadOnlyList<(HeldCredential Credential, ClaimName Claim)> Used => used;

    internal static ConditionOutcome OutcomeOf(bool? holds) => holds switch
    {
        true => ConditionOutcome.Met,
        false => ConditionOutcome.NotMet,
        _ => ConditionOutcome.Unknown,
    };

    internal ClaimValue? Read(ClaimName claim)
    {
        if (wallet.Find(claim) is not var (credential, value)) return null;
        used.Add((credential, claim));
        return value;
    }

    internal void Note(ClaimTest test, bool? holds, ClaimValue? value) => findings.Add(new ClaimFinding(
        test.Claim, test.Requirement(Today), OutcomeOf(holds),
        wallet.Types.ClassOf(test.Claim) <= ClaimClass.Work ? value?.ToString() : null));
}
