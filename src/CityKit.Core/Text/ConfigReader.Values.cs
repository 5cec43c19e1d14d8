using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Core.Text;

/// <content>The typed members. A name alone is required; <c>...OrNull</c> may be absent, but when it is there it must be right.</content>
public sealed partial class ConfigReader
{
    private static readonly LocalTimePattern HourMinute = LocalTimePattern.CreateWithInvariantCulture("HH:mm");
    private static readonly LocalTimePattern HourMinuteSecond = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss");

    private delegate bool TryRead<T>(JsonValue value, out T result);

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters; empty when wrong.</summary>
    public string Text(string name, int maxLength = 256) => Required(name, () => TextAllowed(maxLength), IsText(maxLength)) ?? "";

    /// <summary>A text of 1 to <paramref name="maxLength"/> characters.</summary>
    public string? TextOrNull(string name, int maxLength = 256) => Optional(name, () => TextAllowed(maxLength), IsText(maxLength));

    /// <summary><c>true</c> or <c>false</c>; <paramref name="otherwise"/> when absent or wrong.</summary>
    public bool Flag(string name, bool otherwise = false)
    {
        var found = Find(name);
        if (found is not null && found.Kind is not (JsonKind.True or JsonKind.False)) Reject(name, TrueOrFalse);
        return found?.Kind switch { JsonKind.True => true, JsonKind.False => false, _ => otherwise };
    }

    /// <summary>A whole number in the range; 0 when wrong.</summary>
    public long Integer(string name, long from = long.MinValue, long to = long.MaxValue) =>
        Required(name, () => IntegerAllowed(from, to), IsInteger(from, to));

    /// <summary>A whole number in the range.</summary>
    public long? IntegerOrNull(string name, long from = long.MinValue, long to = long.MaxValue) =>
        OptionalValue(name, () => IntegerAllowed(from, to), IsInteger(from, to));

    /// <summary>A decimal number in the range, exact; 0 when wrong.</summary>
    public decimal Decimal(string name, decimal from = decimal.MinValue, decimal to = decimal.MaxValue) =>
        Required(name, () => DecimalAllowed(from, to), IsDecimal(from, to));

    /// <summary>A decimal number in the range, exact.</summary>
    public decimal? DecimalOrNull(string name, decimal from = decimal.MinValue, decimal to = decimal.MaxValue) =>
        OptionalValue(name, () => DecimalAllowed(from, to), IsDecimal(from, to));

    /// <summary>A quantity with its unit, such as <c>"0.01 m3"</c>, as a whole number of the scale's smallest unit; 0 when wrong.</summary>
    public long Quantity(string name, UnitScale scale) =>
        Required<long>(name, () => QuantityAllowed(scale), (JsonValue v, out long q) => TryQuantity(v, scale, out q));

    /// <summary>A quantity with its unit, such as <c>"0.01 m3"</c>, as a whole number of the scale's smallest unit.</summary>
    public long? QuantityOrNull(string name, UnitScale scale) =>
        OptionalValue<long>(name, () => QuantityAllowed(scale), (JsonValue v, out long q) => TryQuantity(v, scale, out q));

    /// <summary>An ISO 8601 duration without years and months, such as <c>PT24H</c>, not negative; zero when wrong.</summary>
    public Duration Duration(string name) => Required<Duration>(name, () => DurationAllowed, TryDuration);

    /// <summary>An ISO 8601 duration without years and months, such as <c>PT24H</c>, not negative.</summary>
    public Duration? DurationOrNull(string name) => OptionalValue<Duration>(name, () => DurationAllowed, TryDuration);

    /// <summary>A moment with its offset, such as <c>2026-11-21T08:00:00+08:00</c> or <c>…Z</c>; 1970 when wrong.</summary>
    public Instant Instant(string name) => Required<Instant>(name, () => InstantAllowed, TryInstant);

    /// <summary>A moment with its offset, such as <c>2026-11-21T08:00:00+08:00</c> or <c>…Z</c>.</summary>
    public Instant? InstantOrNull(string name) => OptionalValue<Instant>(name, () => InstantAllowed, TryInstant);

    /// <summary>A local time of day, <c>HH:mm</c> or <c>HH:mm:ss</c>; midnight when wrong.</summary>
    public LocalTime TimeOfDay(string name) => Required<LocalTime>(name, () => TimeAllowed, TryTime);

    /// <summary>A local time of day, <c>HH:mm</c> or <c>HH:mm:ss</c>.</summary>
    public LocalTime? TimeOfDayOrNull(string name) => OptionalValue<LocalTime>(name, () => TimeAllowed, TryTime);

    /// <summary>One of the words; the default of <typeparamref name="T"/> when wrong.</summary>
    public T? Word<T>(string name, params (string Word, T Value)[] words) => ReadWord(name, words, required: true, default);

    /// <summary>One of the words; <paramref name="otherwise"/> when absent or wrong.</summary>
    public T WordOr<T>(string name, T otherwise, params (string Word, T Value)[] words) =>
        ReadWord(name, words, required: false, otherwise)!;

    /// <summary>A value with a text form of its own, such as a device id; its default when wrong.</summary>
    /// <param name="name">The member.</param>
    /// <param name="allowed">What may be there, for the error.</param>
    public T? Parsed<T>(string name, LocalizedText allowed) where T : IParsable<T> => Required<T>(name, () => allowed, TryParsed);

    /// <summary>
    /// A value with a text form of its own; <c>default</c> when absent or wrong: ask <see cref="Has"/> for the difference.
    /// </summary>
    public T? ParsedOrDefault<T>(string name, LocalizedText allowed) where T : IParsable<T> => Optional<T>(name, () => allowed, TryParsed);

    /// <summary>A text in Chinese and English: <c>{"zh": "...", "en": "..."}</c>; empty texts when wrong.</summary>
    public LocalizedText Bilingual(string name, int maxLength = 256)
    {
        var both = Object(name);
        var result = new LocalizedText(both.Text("zh", maxLength), both.Text("en", maxLength));
        both.Close();
        return result;
    }

    /// <summary>A text in Chinese and English, or null when it is not there.</summary>
    public LocalizedText? BilingualOrNull(string name, int maxLength = 256) => Has(name) ? Bilingual(name, maxLength) : null;

    /// <summary>What is allowed where a flag is to be.</summary>
    internal static LocalizedText TrueOrFalse { get; } = new("true 或 false", "true or false");

    private static LocalizedText TextAllowed(int maxLength) =>
        new($"1 至 {maxLength} 个字符的文本", $"a text of 1 to {maxLength} characters");

    private static LocalizedText IntegerAllowed(long from, long to) => (from, to) switch
    {
        (long.MinValue, long.MaxValue) => new("整数", "a whole number"),
        (_, long.MaxValue) => new($"不小于 {from} 的整数", $"a whole number from {from}"),
        _ => new($"{from} 至 {to} 的整数", $"a whole number from {from} to {to}"),
    };

    private static LocalizedText DecimalAllowed(decimal from, decimal to) => (from, to) switch
    {
        (decimal.MinValue, decimal.MaxValue) => new("数", "a number"),
        (_, decimal.MaxValue) => new(Invariant($"不小于 {from} 的数"), Invariant($"a number from {from}")),
        _ => new(Invariant($"{from} 至 {to} 的数"), Invariant($"a number from {from} to {to}")),
    };

    private static LocalizedText QuantityAllowed(UnitScale scale) => new(
        $"数、空格和单位（{string.Join("、", scale.Units)}），如 \"1 {scale.Units.First()}\"",
        $"a number, a space and one of {string.Join(", ", scale.Units)}, such as \"1 {scale.Units.First()}\"");

    private static LocalizedText DurationAllowed { get; } =
        new("时长，如 \"24 h\"（s、min、h、d）或 PT24H", "a duration such as \"24 h\" (s, min, h, d) or PT24H");

    private static LocalizedText InstantAllowed { get; } =
        new("带时区的时刻，如 2026-11-21T08:00:00+08:00", "a moment such as 2026-11-21T08:00:00+08:00");

    private static LocalizedText TimeAllowed { get; } = new("时间，如 22:30", "a time of day such as 22:30");

    private static TryRead<string> IsText(int maxLength) =>
        (JsonValue v, out string text) =>
            (text = v.Text, v.Kind == JsonKind.String && v.Text.Length > 0 && v.Text.Length <= maxLength).Item2;

    private static TryRead<long> IsInteger(long from, long to) => (JsonValue v, out long n) =>
        long.TryParse(v.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out n) && v.Kind == JsonKind.Number && n >= from
            && n <= to;

    private static TryRead<decimal> IsDecimal(decimal from, decimal to) => (JsonValue v, out decimal n) =>
        decimal.TryParse(v.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out n) && v.Kind == JsonKind.Number && n >= from
            && n <= to;

    private static bool TryQuantity(JsonValue value, UnitScale scale, out long smallest)
    {
        smallest = 0;
        var space = value.Text.IndexOf(' ', StringComparison.Ordinal);
        if (value.Kind != JsonKind.String || space < 0) return false;
        var isNumber = decimal.TryParse(value.Text.AsSpan(0, space), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
            CultureInfo.InvariantCulture, out var number);
        return isNumber && TryWhole(number, scale.SmallestIn(value.Text[(space + 1)..]), out smallest);
    }

    /// <summary>Only a whole number of the smallest unit counts: a limit that had to be rounded would not be the one written.</summary>
    private static bool TryWhole(decimal number, long factor, out long whole)
    {
        whole = 0;
        if (factor == 0 || Math.Abs(number) > long.MaxValue / factor) return false;
        var product = number * factor;
        if (product != decimal.Truncate(product)) return false;
        whole = (long)product;
        return true;
    }

    private static bool TryDuration(JsonValue value, out Duration duration)
    {
        if (TryDurationWithUnit(value, out duration)) return true;
        var parsed = PeriodPattern.NormalizingIso.Parse(value.Text);
        var usable = value.Kind == JsonKind.String && parsed.Success && parsed.Value is { Years: 0, Months: 0 };
        duration = usable ? parsed.Value.ToDuration() : NodaTime.Duration.Zero;
        return usable && duration >= NodaTime.Duration.Zero;
    }

    /// <summary>A whole number and a unit: "90 s", "30 min", "24 h", "7 d".</summary>
    private static bool TryDurationWithUnit(JsonValue value, out Duration duration)
    {
        duration = NodaTime.Duration.Zero;
        if (value.Kind != JsonKind.String || value.Text.Split(' ') is not [var number, var unit]) return false;
        if (!int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count)) return false;
        var seconds = unit switch { "s" => 1, "min" => 60, "h" => 3_600, "d" => 86_400, _ => 0 };
        duration = NodaTime.Duration.FromSeconds((long)count * seconds);
        return seconds > 0;
    }

    private static bool TryInstant(JsonValue value, out Instant instant)
    {
        var parsed = OffsetDateTimePattern.Rfc3339.Parse(value.Text);
        instant = parsed.Success ? parsed.Value.ToInstant() : default;
        return value.Kind == JsonKind.String && parsed.Success;
    }

    private static bool TryTime(JsonValue value, out LocalTime time) =>
        HourMinute.Parse(value.Text).TryGetValue(default, out time) || HourMinuteSecond.Parse(value.Text).TryGetValue(default, out time);

    private static bool TryParsed<T>(JsonValue value, out T result) where T : IParsable<T> =>
        T.TryParse(value.Text, CultureInfo.InvariantCulture, out result!) && value.Kind == JsonKind.String;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    private T? ReadWord<T>(string name, (string Word, T Value)[] words, bool required, T? otherwise)
    {
        var found = Find(name);
        if (found is null && !required) return otherwise;
        foreach (var (word, value) in words)
            if (found is { Kind: JsonKind.String } && found.Text == word) return value;
        Reject(name, LocalizedText.Values(words.Select(w => w.Word)),
            found is null ? null : NearMiss.Of(found.Text, words.Select(w => w.Word)));
        return otherwise;
    }

    private T? Required<T>(string name, Func<LocalizedText> allowed, TryRead<T> read)
    {
        if (Find(name) is { } found && read(found, out var result)) return result;
        Reject(name, allowed());
        return default;
    }

    private T? Optional<T>(string name, Func<LocalizedText> allowed, TryRead<T> read) =>
        Has(name) ? Required(name, allowed, read) : default;

    private T? OptionalValue<T>(string name, Func<LocalizedText> allowed, TryRead<T> read) where T : struct =>
        Has(name) ? Required(name, allowed, read) : null;
}
