using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;

namespace CityKit.Core.Calendar;

/// <summary>A time limit (时限): "4 work hours", "4工作时". Amount 0 to 10,000. <c>default</c> is 0 minutes.</summary>
public readonly record struct WorkLimit : IParsable<WorkLimit>
{
    /// <summary>The largest amount.</summary>
    public const int MaxAmount = 10_000;

    private static readonly (LimitUnit Unit, string En, string Zh)[] Names =
    [
        (LimitUnit.Minute, "minute", "分钟"),
        (LimitUnit.UrgentHour, "urgent hour", "紧急工作时"),
        (LimitUnit.UrgentDay, "urgent day", "紧急工作日"),
        (LimitUnit.WorkHour, "work hour", "工作时"),
        (LimitUnit.WorkDay, "work day", "工作日"),
        (LimitUnit.NaturalDay, "natural day", "自然日"),
    ];

    /// <summary>A limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is outside 0 to 10,000, or the unit is not one.</exception>
    public WorkLimit(int amount, LimitUnit unit)
    {
        if (amount is < 0 or > MaxAmount)
            throw new ArgumentOutOfRangeException(nameof(amount), amount, $"A limit is 0 to {MaxAmount} units.");
        if (unit > LimitUnit.NaturalDay) throw new ArgumentOutOfRangeException(nameof(unit), unit, "Use a unit of LimitUnit.");
        (Amount, Unit) = (amount, unit);
    }

    /// <summary>How many units.</summary>
    public int Amount { get; }

    /// <summary>What is counted.</summary>
    public LimitUnit Unit { get; }

    /// <summary>Whether only working time counts, so that the limit needs the calendar.</summary>
    public bool NeedsCalendar => Unit is LimitUnit.WorkHour or LimitUnit.WorkDay;

    /// <summary>The length of a limit in continuous time.</summary>
    /// <exception cref="InvalidOperationException">The limit counts working time, and needs a <see cref="WorkClock"/>.</exception>
    public Duration Continuous() => Unit switch
    {
        LimitUnit.Minute => Duration.FromMinutes(Amount),
        LimitUnit.UrgentHour => Duration.FromHours(Amount),
        LimitUnit.UrgentDay or LimitUnit.NaturalDay => Duration.FromDays(Amount),
        _ => throw new InvalidOperationException($"{this} counts working time: ask WorkClock.After."),
    };

    /// <summary>Reads "4 work hours" or "4工作时".</summary>
    /// <exception cref="FormatException">The text is something else, such as a plain "4小时", which does not say whether nights
    /// count.</exception>
    public static WorkLimit Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var result) ? result : throw new FormatException(
            $"'{s}' is not a limit such as '4 work hours' or '4工作时' (units: {string.Join(", ", Names.Select(n => $"{n.En} {n.Zh}"))}). "
                + "时限须写明数量与单位。");

    /// <inheritdoc/>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out WorkLimit result)
    {
        result = default;
        if (s is not { Length: > 0 and <= 40 }) return false;
        var text = s.AsSpan().Trim();
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits is < 1 or > 5 || !TryUnit(text[digits..].Trim(), out var unit)) return false;
        var amount = int.Parse(text[..digits], NumberStyles.None, CultureInfo.InvariantCulture);
        if (amount > MaxAmount) return false;
        result = new WorkLimit(amount, unit);
        return true;
    }

    /// <summary>The Chinese form: "4工作时".</summary>
    public string ToChinese() => string.Create(CultureInfo.InvariantCulture, $"{Amount}{Names[(int)Unit].Zh}");

    /// <summary>The English form: "4 work hours", "1 work day".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Amount} {Names[(int)Unit].En}{(Amount == 1 ? "" : "s")}");

    private static bool TryUnit(ReadOnlySpan<char> text, out LimitUnit unit)
    {
        foreach (var name in Names)
        {
            unit = name.Unit;
            if (text.SequenceEqual(name.Zh) || text.SequenceEqual(name.En)) return true;
            if (text.EndsWith("s") && text[..^1].SequenceEqual(name.En)) return true;
        }
        unit = default;
        return false;
    }
}
