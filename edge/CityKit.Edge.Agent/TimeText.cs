using System.Globalization;
using NodaTime;

namespace CityKit.Edge.Agent;

/// <summary>Lengths of time as people write them: <c>50ms</c>, <c>1.5s</c>, <c>30m</c>, <c>2h</c>.</summary>
internal static class TimeText
{
    private const long Longest = 366L * 86_400_000_000_000;

    private static readonly (string Unit, Duration Length)[] Units =
    [
        ("us", Duration.FromNanoseconds(1000)), ("ms", Duration.FromMilliseconds(1)), ("s", Duration.FromSeconds(1)),
        ("m", Duration.FromMinutes(1)), ("h", Duration.FromHours(1)), ("d", Duration.FromDays(1)),
    ];

    /// <returns>The length, 1 ns to 366 days; null when the text is not one.</returns>
    internal static Duration? Read(string text)
    {
        var digits = text.TakeWhile(c => char.IsAsciiDigit(c) || c == '.').Count();
        if (!decimal.TryParse(text[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            || number > Longest)
            return null;
        var nanoseconds = number * Units.FirstOrDefault(u => u.Unit == text[digits..]).Length.ToInt64Nanoseconds();
        return nanoseconds is >= 1 and <= Longest ? Duration.FromNanoseconds((long)nanoseconds) : null;
    }

    /// <summary>The length that an option was given.</summary>
    /// <exception cref="AgentRefusedException">The text is not one, or it is out of range.</exception>
    internal static Duration Option(string name, string text, Duration most) =>
        Read(text) is { } length && length <= most
            ? length : throw new AgentRefusedException(
                $"{name} is a time such as 30s or 30m, up to {(long)most.TotalHours}h, not '{text}'. "
                    + $"{name} 须为时长，如 30s 或 30m，最长 {(long)most.TotalHours}h，而非“{text}”。");
}
