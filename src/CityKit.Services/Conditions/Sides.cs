namespace CityKit.Services.Conditions;

/// <summary>The words for sides, for numbers and for days.</summary>
internal static class Sides
{
    internal static readonly (string Word, Side Side, string En, string Zh)[] OfNumbers =
    [
        ("below", Side.Below, "is below", "应小于"),
        ("atMost", Side.AtMost, "is at most", "应不大于"),
        ("atLeast", Side.AtLeast, "is at least", "应不小于"),
        ("above", Side.Above, "is above", "应大于"),
    ];

    internal static readonly (string Word, Side Side, string En, string Zh)[] OfDays =
    [
        ("before", Side.Below, "is before", "应早于"),
        ("onOrBefore", Side.AtMost, "is on or before", "应不晚于"),
        ("onOrAfter", Side.AtLeast, "is on or after", "应不早于"),
        ("after", Side.Above, "is after", "应晚于"),
    ];

    /// <param name="side">The side.</param>
    /// <param name="compared">The value compared with the bound.</param>
    internal static bool Holds(this Side side, int compared) => side switch
    {
        Side.Below => compared < 0,
        Side.AtMost => compared <= 0,
        Side.AtLeast => compared >= 0,
        _ => compared > 0,
    };
}
