using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary><c>sameAs</c>: the claim says what another claim says.</summary>
internal sealed class SameTest(ClaimName claim, ClaimName other) : ClaimTest(claim)
{
    private protected override IEnumerable<ClaimName> ClaimsRead => [Claim, other];

    internal override LocalizedText Requirement(LocalDate today) => new($"应与 {other} 一致", $"is the same as {other}");

    private protected override bool? Compare(ClaimValue value, ConditionRun run) => run.Read(other) is { } same ? value == same : null;
}
