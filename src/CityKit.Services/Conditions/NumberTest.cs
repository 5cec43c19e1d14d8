using System.Globalization;
using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;

namespace CityKit.Services.Conditions;

/// <summary><c>below</c>, <c>atMost</c>, <c>atLeast</c>, <c>above</c>: the claim is a number on one side of a bound.</summary>
internal sealed class NumberTest(ClaimName claim, Side side, decimal bound) : ClaimTest(claim)
{
    internal override LocalizedText Requirement(LocalDate today)
    {
        var (_, _, en, zh) = Sides.OfNumbers[(int)side];
        var number = bound.ToString(CultureInfo.InvariantCulture);
        return new LocalizedText($"{zh} {number}", $"{en} {number}");
    }

    private protected override bool? Compare(ClaimValue value, ConditionRun run) =>
        value.Kind == ClaimValueKind.Number ? side.Holds(value.AsNumber.CompareTo(bound)) : null;
}
