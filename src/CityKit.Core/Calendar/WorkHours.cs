using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>The working hours of a working day (工作时间), local time: "08:00-12:00,14:00-18:00".</summary>
public sealed class WorkHours : IParsable<WorkHours>
{
    private const int MaxSpans = 8;
    private const string Form = "HH:mm";
    private readonly (LocalTime From, LocalTime To)[] spans;

    private WorkHours((LocalTime From, LocalTime To)[] spans)
    {
        this.spans = spans;
        foreach (var span in spans) PerDay += LengthOf(span);
    }

    /// <summary>08:00-12:00 and 14:00-18:00.</summary>
    public static WorkHours Default { get; } =
        new([(new LocalTime(8, 0), new LocalTime(12, 0)), (new LocalTime(14, 0), new LocalTime(18, 0))]);

    /// <summary>Working time in one day.</summary>
    public Duration PerDay { get; }

    /// <summary>When work ends on a working day.</summary>
    public LocalTime End => spans[^1].To;

    internal ReadOnlySpan<(LocalTime From, LocalTime To)> Spans => spans;

    /// <summary>Reads spans in order, apart, each "HH:mm-HH:mm", at most 8.</summary>
    /// <exception cref="FormatException">The text is something else.</exception>
    public static WorkHours Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException(
            $"'{s}' is not a list of working hours such as '08:00-12:00,14:00-18:00', in order and apart. "
                + $"“{s}”不是工作时间，应如 08:00-12:00,14:00-18:00，按先后列出且不重叠。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out WorkHours result)
    {
        result = null;
        if (s is not { Length: > 0 and <= 12 * MaxSpans }) return false;
        var read = s.Split(',').Select(ReadSpan).ToArray();
        if (read.Length > MaxSpans || read.Any(span => span is null) || !AreApart(read)) return false;
        result = new WorkHours([.. read.Select(span => span!.Value)]);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Join(',', spans.Select(span => $"{TextOf(span.From)}-{TextOf(span.To)}"));

    internal static Duration LengthOf((LocalTime From, LocalTime To) span) => Duration.FromTicks(span.To.TickOfDay - span.From.TickOfDay);

    private static (LocalTime From, LocalTime To)? ReadSpan(string text)
    {
        var ends = text.Split('-');
        if (ends.Length != 2) return null;
        return TryTime(ends[0], out var from) && TryTime(ends[1], out var to) && from < to ? (from, to) : null;
    }

    private static bool TryTime(string text, out LocalTime time)
    {
        var isTime = TimeOnly.TryParseExact(text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read);
        time = LocalTime.FromTimeOnly(read);
        return isTime;
    }

    private static string TextOf(LocalTime time) => time.ToTimeOnly().ToString(Form, CultureInfo.InvariantCulture);

    private static bool AreApart((LocalTime From, LocalTime To)?[] read)
    {
        for (var i = 1; i < read.Length; i++)
            if (read[i]!.Value.From < read[i - 1]!.Value.To) return false;
        return true;
    }
}
