namespace CityKit.Sensors.Rules;

/// <summary>
/// What a window is compared with instead of a fixed amount. The rule's limit is then in <c>%</c> of it, or with
/// <see cref="WindowBaseline.Normal"/> also in <c>mad</c>: how many median absolute deviations the window is away from the median.
/// </summary>
/// <param name="With">What.</param>
/// <param name="Days">Of how many windows the normal of an hour is made, 7 to 56; one a day.</param>
public sealed record WindowComparison(WindowBaseline With, int Days = WindowComparison.DefaultDays)
{
    internal const int FewestDays = 7;
    internal const int DefaultDays = 28;
    internal const int MostDays = 56;

    /// <summary>The limit's unit for a number of deviations.</summary>
    public const string Deviations = "mad";

    /// <summary>The limit's unit for a part.</summary>
    public const string Percent = "%";
}
