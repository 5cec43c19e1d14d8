using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary><c>isShown</c>: the claim was shown at all.</summary>
internal sealed class ShownTest(ClaimName claim) : ClaimTest(claim)
{
    private protected override bool? IfNotShown => false;

    internal override LocalizedText Requirement(LocalDate today) => new("应出示", "is shown");

    private protected override bool? Compare(ClaimValue value, ConditionRun run) => true;
}
