using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <content>What a window of version 2 is compared with.</content>
internal static partial class RuleWhen
{
    private static readonly LocalizedText PartAllowed =
        new("比例，如 \"50 %\"，大于 0，最多三位小数", "a part such as \"50 %\", above zero, at most 3 decimals");
    private static readonly LocalizedText NormalAllowed =
        new("偏差，如 \"4 mad\"，或比例，如 \"50 %\"，大于 0，最多三位小数",
            "deviations such as \"4 mad\" or a part such as \"50 %\", above zero, at most 3 decimals");
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

    private static LocalizedText LimitAllowed(WindowFunction function, WindowComparison? comparison) =>
        comparison is not null ? RelativeAllowed(comparison)
        : function switch { WindowFunction.Rate => RateAllowed, WindowFunction.Count => TimesAllowed, _ => AmountAllowed };

    private static LocalizedText RelativeAllowed(WindowComparison comparison) =>
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
        var days = comparison.With == WindowBaseline.Yesterday ? 1 : 7;
        var count = Duration.FromDays(days) / (over / steps);
        if (count is <= MostRemembered and >= 1 && count == Math.Truncate(count)) return comparison;
        reader.Reject(reader.Has("steps") ? "steps" : "over", new(
            $"能整除{(days == 1 ? "一天" : "一周")}的步长，最多 {MostRemembered} 步；此处每步 {(over / steps).TotalSeconds} s",
            $"steps that divide a {(days == 1 ? "day" : "week")}, at most {MostRemembered} of them; "
                + $"here a step is {(over / steps).TotalSeconds} s"));
        return comparison;
    }

    private static bool ReadBaseload(ConfigReader reader, WindowFunction function, Duration over, int steps)
    {
        if (!reader.Flag("lessBaseload")) return false;
        if (function is not (WindowFunction.Sum or WindowFunction.Rate or WindowFunction.Difference))
            reader.Reject("lessBaseload", new("sum、rate 或 difference 的时间窗", "a window of sum, rate or difference"));
        if (over / steps > LongestBaseloadStep)
            reader.Reject("lessBaseload",
                new($"每步最长 2 h；此处每步 {(over / steps).TotalSeconds} s",
                    $"steps of at most 2 h; here a step is {(over / steps).TotalSeconds} s"));
        return true;
    }
}
