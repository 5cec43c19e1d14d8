using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary><c>equals</c> and <c>in</c>: the claim says one of some values.</summary>
internal sealed class ValueTest(ClaimName claim, ImmutableArray<ClaimValue> values) : ClaimTest(claim)
{
    internal override LocalizedText Requirement(LocalDate today) => new(
        $"应为 {string.Join("、", values)}", $"is {string.Join(" or ", values)}");

    private protected override bool? Compare(ClaimValue value, ConditionRun run) =>
        values.Contains(value) ? true : values.Any(known => known.Kind == value.Kind) ? false : null;
}
