using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CityKit.Core;
using NodaTime;

namespace CityKit.Sensors.Trials;

/// <summary>
/// A time in a test (测试时刻): how long after its begin, written <c>00:10</c>, <c>00:10:30</c> or, after days, <c>36:00</c>.
/// </summary>
/// <param name="SinceBegin">How long after the begin; 0 to 9,999 hours.</param>
internal readonly record struct TestTime(Duration SinceBegin) : IParsable<TestTime>, IComparable<TestTime>
{
    internal static LocalizedText Allowed { get; } =
        new("距测试开始的时间，如 00:10、00:10:30，或一天半之后的 36:00",
            "a time since the test's begin such as 00:10, 00:10:30 or, after a day and a half, 36:00");
    private const int MostHours = 9_999;

    public static TestTime Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out var time) ? time : throw new FormatException($"'{s}' is not {Allowed}. “{s}”应为距测试开始的时间，如 00:10。");

    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out TestTime result)
    {
        result = default;
        var parts = s?.Split(':') ?? [];
        if (parts.Length is < 2 or > 3 || parts.Any(part => part.Length < 2)) return false;
        var seconds = 0m;
        if (!TryWhole(parts[0], MostHours, out var hours) || !TryWhole(parts[1], 59, out var minutes)) return false;
        if (parts.Length == 3 && !TrySeconds(parts[2], out seconds)) return false;
        var nanoseconds = (long)(seconds * NodaConstants.NanosecondsPerSecond);
        result = new TestTime(Duration.FromHours(hours) + Duration.FromMinutes(minutes) + Duration.FromNanoseconds(nanoseconds));
        return true;
    }

    public int CompareTo(TestTime other) => SinceBegin.CompareTo(other.SinceBegin);

    public override string ToString()
    {
        var hours = (long)SinceBegin.TotalHours;
        var text = string.Create(CultureInfo.InvariantCulture, $"{hours:00}:{SinceBegin.Minutes:00}");
        var seconds = SinceBegin.Seconds + SinceBegin.SubsecondNanoseconds / 1_000_000_000m;
        return seconds == 0 ? text : text + seconds.ToString(":00.#########", CultureInfo.InvariantCulture);
    }

    private static bool TryWhole(string text, int most, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= most;

    private static bool TrySeconds(string text, out decimal seconds) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds) && seconds < 60;
}
