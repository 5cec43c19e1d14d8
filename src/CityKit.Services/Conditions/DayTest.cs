using CityKit.Core;
using CityKit.Services.Claims;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Services.Conditions;

/// <summary><c>before</c>, <c>onOrBefore</c>, <c>onOrAfter</c>, <c>after</c>: the claim is a day on one side of another.</summary>
internal sealed class DayTest(ClaimName claim, Side side, DayBound bound) : ClaimTest(claim)
{
    internal override LocalizedText Requirement(LocalDate today)
    {
        var (_, _, en, zh) = Sides.OfDays[(int)side];
        var day = LocalDatePattern.Iso.Format(bound.On(today));
        return new LocalizedText($"{zh} {day}", $"{en} {day}");
    }

    private protected override bool? Compare(ClaimValue value, ConditionRun run) =>
        value.AsDay() is { } day ? side.Holds(day.CompareTo(bound.On(run.Today))) : null;
}
