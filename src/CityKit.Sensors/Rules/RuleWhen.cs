using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>Reads the <c>when</c> of a rule, one method a kind.</summary>
internal static partial class RuleWhen
{
    internal const string RateSuffix = "/h";
    private static readonly LocalizedText AmountAllowed = new("带单位的量，如 \"0.01 m3\"", "an amount such as \"0.01 m3\"");
    private static readonly LocalizedText RateAllowed =
        new("带单位的量，如 \"0.01 m3\"，或速率，如 \"0.5 m3/h\"", "an amount such as \"0.01 m3\" or a rate such as \"0.5 m3/h\"");
    private static readonly LocalizedText TimesAllowed = new("次数，如 \"3 times\"", "a count such as \"3 times\"");
    private const string Times = "times";
    private const int MostSteps = 288;
    private const int DefaultSteps = 24;
    private static readonly Duration Longest = Duration.FromDays(366);

    private static readonly (string, EventKind)[] Events =
    [
        ("contact", EventKind.Contact), ("detection", EventKind.Detection), ("rejection", EventKind.Rejection), ("fault", EventKind.Fault),
        ("blind", EventKind.Blind), ("line-gap", EventKind.LineGap), ("dropped", EventKind.Dropped),
    ];

    private static readonly (string, WindowFunction)[] Functions =
    [
        ("sum", WindowFunction.Sum), ("count", WindowFunction.Count), ("average", WindowFunction.Average),
        ("minimum", WindowFunction.Minimum),
        ("maximum", WindowFunction.Maximum), ("last", WindowFunction.Last), ("rate", WindowFunction.Rate),
        ("difference", WindowFunction.Difference),
    ];

    private static readonly (string, EventKind)[] Expected =
        [("reading", EventKind.Reading), ("contact", EventKind.Contact), ("detection", EventKind.Detection)];

    private static readonly (string, EventKind)[] Placed = [("reading", EventKind.Reading), ("detection", EventKind.Detection)];
    private static readonly Duration DwellHole = Duration.FromMinutes(5);

    private delegate Rule? ReadKind(ConfigReader reader, DateTimeZone zone, RuleHead head);

    private static readonly (string, ReadKind)[] OfVersion1 =
        [("match", Match), ("threshold", Threshold), ("contact", Contact), ("window", Window), ("silence", Silence)];

    /// <summary>The kinds that judge one sensor.</summary>
    private static readonly (string, ReadKind)[] Single = [.. OfVersion1, ("change", Change), ("stuck", Stuck), ("dwell", Dwell)];

    private static readonly (string, ReadKind)[] Every =
    [
        .. Single, ("all", GroupWhen.All), ("any", GroupWhen.Any), ("none", GroupWhen.None), ("count", GroupWhen.Count),
        ("sequence", GroupWhen.Sequence), ("without", GroupWhen.Without),
    ];

    internal static Rule? Read(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        if (head.Version > 1) return reader.Word("kind", Every)?.Invoke(reader, zone, head);
        if (!IsNewer(reader.Find("kind")?.Text)) return reader.Word("kind", OfVersion1)?.Invoke(reader, zone, head);
        reader.Reject("kind", new("版本为 2 的文件（\"version\": 2），才有此种类", "a file with \"version\": 2, where this kind is"));
        return null;
    }

    private static bool IsNewer(string? kind) => Every.Skip(OfVersion1.Length).Any(known => known.Item1 == kind);

    /// <summary>A condition of a rule over several.</summary>
    internal static Rule? ReadLeaf(ConfigReader reader, DateTimeZone zone, RuleHead head) =>
        reader.Word("kind", Single)?.Invoke(reader, zone, head);

    private static DwellRule? Dwell(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var (inside, of) = (RuleArea.Read(reader), reader.WordOr("of", EventKind.Reading, Placed));
        var (stay, within) = (Positive(reader, "for"), reader.Has("within") ? Positive(reader, "within") : DwellHole);
        return inside is null ? null : new DwellRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Of = of, Inside = inside, For = stay, Within = within,
        };
    }

    private static MatchRule Match(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var kind = reader.Word("event", Events);
        if (head.Version > 1 && reader.Flag("changes")) return Changes(reader, kind, head);
        var hasLevel = kind is EventKind.Contact or EventKind.Fault;
        return new MatchRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Event = kind,
            Value = hasLevel ? reader.IntegerOrNull("value", 0, 1) ?? 1 : reader.IntegerOrNull("value"),
            FieldsEqual = ReadFields(reader.ObjectOrNull("fields"), textToo: true),
            FieldsAtLeast = ReadFields(reader.ObjectOrNull("atLeast"), textToo: false),
        };
    }

    private static MatchRule Changes(ConfigReader reader, EventKind kind, RuleHead head)
    {
        if (kind != EventKind.Contact) reader.Reject("changes", new("contact 类事件，因其有状态", "an event of kind contact, which has a state"));
        return new MatchRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Event = EventKind.Contact, Changes = true, Value = reader.IntegerOrNull("value", 0, 1),
        };
    }

    private static EventField[] ReadFields(ConfigReader? reader, bool textToo) => reader is null ? []
        : [.. reader.Names.Select(name => textToo && reader.Find(name)!.Kind == JsonKind.String
            ? new EventField(name, reader.Text(name))
            : new EventField(name, reader.Integer(name)))];

    private static ThresholdRule Threshold(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var (side, limit, orAbove) = ReadSides(reader, head);
        var isRate = IsRate(limit.Unit, head);
        var hysteresis = ReadHysteresis(reader, side, limit, head);
        if (hysteresis.Number * 2 > orAbove?.Number - limit.Number)
            reader.Reject("hysteresis", new("不超过范围的一半，条件才能解除", "at most half of the range, so that it can be over"));
        return new ThresholdRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Side = side, IsRate = isRate,
            Limit = PerHour(limit, isRate), OrAbove = orAbove is { } upper ? PerHour(upper, isRate) : null,
            Hysteresis = PerHour(hysteresis, isRate),
            Hold = Hold(reader, "hold"), ClearHold = Hold(reader, "clearHold"),
            Inside = head.Version == 1 ? null : RuleArea.ReadOrNull(reader),
        };
    }

    /// <summary>In a file of version 2 a unit that is known as such, km/h, is the unit of a speed.</summary>
    private static bool IsRate(string? unit, RuleHead head) =>
        unit?.EndsWith(RateSuffix, StringComparison.Ordinal) == true && (head.Version == 1 || MetricUnits.Find(unit) is null);

    internal static Amount PerHour(Amount amount, bool isRate) =>
        isRate && amount.Unit is { } unit && unit.EndsWith(RateSuffix, StringComparison.Ordinal)
            ? amount with { Unit = unit[..^RateSuffix.Length] }
            : amount;

    private static (LimitSide Side, Amount Limit, Amount? OrAbove) ReadSides(ConfigReader reader, RuleHead head)
    {
        if (head.Version > 1 && reader.Has("outside") && !reader.Has("below") && !reader.Has("above"))
            return ReadOutside(reader.Object("outside"));
        var (side, limit) = ReadLimit(reader, RateAllowed, head.Version > 1 ? ["outside"] : []);
        if (head.Version > 1 && reader.Has("outside"))
            reader.Reject("outside", new("below、above、outside 之一", "one of below, above, outside"));
        return (side, limit, null);
    }

    private static (LimitSide Side, Amount Limit, Amount? OrAbove) ReadOutside(ConfigReader reader)
    {
        var (from, to) = (reader.Parsed<Amount>("from", RateAllowed), reader.Parsed<Amount>("to", RateAllowed));
        var areRead = from.Unit is not null && to.Unit is not null;
        if (areRead && to.Unit != from.Unit)
            reader.Reject("to", new($"以 {from.Unit}（from 的单位）计的量", $"an amount in '{from.Unit}', the unit of 'from'"));
        else if (areRead && to.Number <= from.Number) reader.Reject("to", new($"大于 {from}", $"more than {from}"));
        reader.Close();
        return (LimitSide.Below, from, to);
    }

    private static Amount ReadHysteresis(ConfigReader reader, LimitSide side, Amount limit, RuleHead head)
    {
        if (head.Version > 1 && reader.Has("clear")) return ReadClear(reader, side, limit);
        var hysteresis = reader.Has("hysteresis") ? reader.Parsed<Amount>("hysteresis", AmountAllowed) : limit with { Number = 0 };
        if (hysteresis.Number < 0) reader.Reject("hysteresis", new("0 或更大", "0 or more"));
        if (limit.Unit is not null && hysteresis.Unit != limit.Unit)
            reader.Reject("hysteresis", new($"以 {limit.Unit}（限值的单位）计的量", $"an amount in '{limit.Unit}', the limit's unit"));
        return hysteresis;
    }

    /// <summary>The other way to say it: where a reading is back, instead of how far from the limit that is.</summary>
    private static Amount ReadClear(ConfigReader reader, LimitSide side, Amount limit)
    {
        var clear = reader.Parsed<Amount>("clear", RateAllowed);
        if (reader.Has("hysteresis")) reader.Reject("clear", new("clear、hysteresis 之一", "one of clear, hysteresis"));
        if (reader.Has("outside"))
            reader.Reject("clear", new("与 outside 同用的 hysteresis，因其有两个限值", "hysteresis beside outside, which has two limits"));
        if (limit.Unit is null || clear.Unit is null) return clear;
        var slack = side == LimitSide.Above ? limit.Number - clear.Number : clear.Number - limit.Number;
        if (clear.Unit != limit.Unit)
            reader.Reject("clear", new($"以 {limit.Unit}（限值的单位）计的量", $"an amount in '{limit.Unit}', the limit's unit"));
        else if (slack < 0) reader.Reject("clear", new(
                $"不{(side == LimitSide.Above ? "大" : "小")}于 {limit}", $"{limit} or {(side == LimitSide.Above ? "less" : "more")}"));
        return new Amount(slack, limit.Unit);
    }

    private static ContactRule Contact(ConfigReader reader, DateTimeZone zone, RuleHead head) => new()
    {
        Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
        Active = reader.Word("is", ("active", true), ("inactive", false)),
        Hold = Hold(reader, "hold"), ClearHold = Hold(reader, "clearHold"),
    };

    private static WindowRule Window(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var function = head.Version == 1 ? WindowFunction.Sum : reader.WordOr("of", WindowFunction.Sum, Functions);
        var comparison = head.Version == 1 ? null : ReadComparison(reader);
        var (side, limit) = ReadLimit(reader, LimitAllowed(function, comparison));
        if (comparison is null) CheckUnit(reader, function, side, limit);
        else CheckRelative(reader, comparison, side, limit);
        var coverage = reader.DecimalOrNull("coverage", 0.95m, 1m) ?? 0.95m;
        if (coverage * 1000 % 1 != 0) reader.Reject("coverage", new("最多三位小数", "at most three decimals"));
        var over = Positive(reader, "over");
        int? steps = head.Version == 1 ? null : ReadSteps(reader, over);
        return new WindowRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Side = side, Limit = PerHour(limit, function == WindowFunction.Rate), Function = function,
            ComparedWith = Remembered(reader, comparison, over, steps ?? 1),
            LessBaseload = steps is { } count && ReadBaseload(reader, function, over, count),
            Over = over, Steps = steps, CoveragePermille = (int)(coverage * 1000),
            Between = reader.ObjectOrNull("between") is { } between ? ReadRange(between) : null, Zone = zone,
        };
    }

    /// <summary>A rate is of an hour, a count of times; a whole number of them.</summary>
    private static void CheckUnit(ConfigReader reader, WindowFunction function, LimitSide side, Amount limit)
    {
        var name = side == LimitSide.Above ? "above" : "below";
        if (limit.Unit is not { } unit) return;
        var isRate = unit.EndsWith(RateSuffix, StringComparison.Ordinal);
        if (function == WindowFunction.Rate && !isRate) reader.Reject(name, new("速率，如 \"0.5 m3/h\"", "a rate such as \"0.5 m3/h\""));
        if (function == WindowFunction.Count && (unit != Times || limit.Number != decimal.Truncate(limit.Number)))
            reader.Reject(name, TimesAllowed);
    }

    /// <summary>
    /// In how many steps a window slides, each a whole number of milliseconds: 24, or the next smaller number that divides it.
    /// </summary>
    private static int ReadSteps(ConfigReader reader, Duration over)
    {
        var isTumbling = reader.Flag("tumbling");
        if (isTumbling && reader.Has("steps")) reader.Reject("steps", new("steps 或 tumbling，不能同用", "steps or tumbling, not both"));
        var milliseconds = (long)over.TotalMilliseconds;
        if (isTumbling) return 1;
        if (!reader.Has("steps")) return Enumerable.Range(1, DefaultSteps).Last(n => milliseconds % n == 0);
        var steps = (int)Math.Max(1, reader.IntegerOrNull("steps", 1, MostSteps) ?? 1);
        if (milliseconds % steps != 0)
            reader.Reject("steps",
                new($"能整除 {milliseconds} ms 的数，{steps} 不能", $"a number that divides {milliseconds} ms: {steps} does not"));
        return steps;
    }

    private static SilenceRule Silence(ConfigReader reader, DateTimeZone zone, RuleHead head) => new()
    {
        Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
        Of = reader.WordOr("of", EventKind.Reading, Expected),
        For = Positive(reader, "for"),
    };

    private static (LimitSide Side, Amount Limit) ReadLimit(ConfigReader reader, LocalizedText allowed, params string[] others)
    {
        var (below, above) = (reader.Has("below"), reader.Has("above"));
        if (below == above)
            reader.RejectAll(
                below ? new("同时给出 below 和 above", "both below and above") : new("未给出 below 或 above", "neither below nor above"),
                OneOf(["below", "above", .. others]));
        return above ? (LimitSide.Above, reader.Parsed<Amount>("above", allowed))
            : (LimitSide.Below, below ? reader.Parsed<Amount>("below", allowed) : default);
    }

    private static LocalizedText OneOf(string[] names) =>
        new($"{string.Join("、", names)} 之一", $"one of {string.Join(", ", names)}");

    internal static DayRange ReadRange(ConfigReader reader)
    {
        var range = new DayRange(reader.TimeOfDay("from"), reader.TimeOfDay("to"));
        if (range.From == range.To)
            reader.RejectAll(new("为空的时段", "an empty part of the day"), new("不同的 from 与 to", "different from and to"));
        reader.Close();
        return range;
    }

    internal static Duration Hold(ConfigReader reader, string name) => Short(reader, name, reader.DurationOrNull(name) ?? Duration.Zero);

    internal static Duration Positive(ConfigReader reader, string name)
    {
        var duration = reader.Duration(name);
        if (duration == Duration.Zero && reader.Find(name)?.Kind == JsonKind.String)
            reader.Reject(name, new("大于 0 的时长", "a duration above zero"));
        return Short(reader, name, duration);
    }

    private static Duration Short(ConfigReader reader, string name, Duration duration)
    {
        if (duration <= Longest) return duration;
        reader.Reject(name, new("最长 P366D", "at most P366D"));
        return Duration.Zero;
    }
}
