using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <content>What a window of version 2 is compared with.</content>
internal static partial class RuleWhen
{
    private const string PartAllowed = "a part such as \"50 %\", above zero, at most 3 decimals";
    private const string NormalAllowed = "deviations such as \"4 mad\" or a part such as \"50 %\", above zero, at most 3 decimals";
    private const decimal MostRelative = 1_000_000;
    private const int MostRemembered = 336;
    private static readonly Duration LongestBaseloadStep = Duration.FromHours(2);

    private static readonly (string, WindowBaseline)[] Baselines =
        [("yesterday", WindowBaseline.Yesterday), ("last-week", WindowBaseline.LastWeek), ("normal", WindowBaseline.Normal)];

    private static WindowComparison? ReadComparison(ConfigReader reader)
    {
        if (!reader.Has("comparedWith")) return null;
        var with = reader.Word("comparedWith", Baselines);
        var days = with == WindowBaseline.Normal
            ? reader.IntegerOrNull("days", WindowComparison.FewestDays, WindowComparison.MostDays)
            : null;
        return new WindowComparison(with, (int)(days ?? WindowComparison.DefaultDays));
    }

    private static string LimitAllowed(WindowFunction function, WindowComparison? comparison) =>
        comparison is not null ? RelativeAllowed(comparison)
        : function switch { WindowFunction.Rate => RateAllowed, WindowFunction.Count => TimesAllowed, _ => AmountAllowed };

    private static string RelativeAllowed(WindowComparison comparison) =>
        comparison.With == WindowBaseline.Normal ? NormalAllowed : PartAllowed;

    private static void CheckRelative(ConfigReader reader, WindowComparison comparison, LimitSide side, Amount limit)
    {
        if (limit.Unit is not { } unit) return;
        var isUnit = unit == WindowComparison.Percent || (unit == WindowComparison.Deviations && comparison.With == WindowBaseline.Normal);
        var isNumber = limit.Number is > 0 and <= MostRelative && limit.Number * RuleLimit.Thousand % 1 == 0;
        if (!isUnit || !isNumber) reader.Reject(side == LimitSide.Above ? "above" : "below", RelativeAllowed(comparison));
    }

    /// <summary>What must be remembered of a day or a week has an end.</summary>
    private static WindowComparison? Remembered(ConfigReader reader, WindowComparison? comparison, Duration over, int steps)
    {
        if (comparison?.With is not (WindowBaseline.Yesterday or WindowBaseline.LastWeek) || over == Duration.Zero) return comparison;
        var (between, name) = comparison.With == WindowBaseline.Yesterday
            ? (Duration.FromDays(1), "a day")
            : (Duration.FromDays(7), "a week");
        var count = between / (over / steps);
        if (count is <= MostRemembered and >= 1 && count == Math.Truncate(count)) return comparison;
        reader.Reject(reader.Has("steps") ? "steps" : "over",
            $"steps that divide {name}, at most {MostRemembered} of them; here a step is {(over / steps).TotalSeconds} s");
        return comparison;
    }

    private static bool ReadBaseload(ConfigReader reader, WindowFunction function, Duration over, int steps)
    {
        if (!reader.Flag("lessBaseload")) return false;
        if (function is not (WindowFunction.Sum or WindowFunction.Rate or WindowFunction.Difference))
            reader.Reject("lessBaseload", "a window of sum, rate or difference");
        if (over / steps > LongestBaseloadStep)
            reader.Reject("lessBaseload", $"steps of at most 2 h; here a step is {(over / steps).TotalSeconds} s");
        return true;
    }
}
