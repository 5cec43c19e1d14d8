using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Rules;

/// <summary>Reads the <c>when</c> of a rule, one method a kind.</summary>
internal static class RuleWhen
{
    private const string RateSuffix = "/h";
    private const string AmountAllowed = "an amount such as \"0.01 m3\"";
    private const string RateAllowed = "an amount such as \"0.01 m3\" or a rate such as \"0.5 m3/h\"";
    private static readonly Duration Longest = Duration.FromDays(366);

    private static readonly (string, EventKind)[] Events =
    [
        ("contact", EventKind.Contact), ("detection", EventKind.Detection), ("rejection", EventKind.Rejection), ("fault", EventKind.Fault),
        ("blind", EventKind.Blind), ("line-gap", EventKind.LineGap), ("dropped", EventKind.Dropped),
    ];

    private static readonly (string, EventKind)[] Expected =
        [("reading", EventKind.Reading), ("contact", EventKind.Contact), ("detection", EventKind.Detection)];

    private static readonly (string, EventKind)[] Placed = [("reading", EventKind.Reading), ("detection", EventKind.Detection)];
    private static readonly Duration DwellHole = Duration.FromMinutes(5);

    private delegate Rule? ReadKind(ConfigReader reader, DateTimeZone zone, RuleHead head);

    private static readonly (string, ReadKind)[] OfVersion1 =
        [("match", Match), ("threshold", Threshold), ("contact", Contact), ("window", Window), ("silence", Silence)];

    /// <summary>The kinds that judge one sensor.</summary>
    private static readonly (string, ReadKind)[] Single = [.. OfVersion1, ("dwell", Dwell)];

    private static readonly (string, ReadKind)[] Every =
    [
        .. Single, ("all", GroupWhen.All), ("any", GroupWhen.Any), ("none", GroupWhen.None), ("count", GroupWhen.Count),
        ("sequence", GroupWhen.Sequence), ("without", GroupWhen.Without),
    ];

    internal static Rule? Read(ConfigReader reader, DateTimeZone zone, RuleHead head) =>
        reader.Word("kind", head.Version == 1 ? OfVersion1 : Every)?.Invoke(reader, zone, head);

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

    private static EventField[] ReadFields(ConfigReader? reader, bool textToo) => reader is null ? []
        : [.. reader.Names.Select(name => textToo && reader.Find(name)!.Kind == JsonKind.String
            ? new EventField(name, reader.Text(name))
            : new EventField(name, reader.Integer(name)))];

    private static ThresholdRule Threshold(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var (side, limit) = ReadLimit(reader, RateAllowed);
        var isRate = limit.Unit?.EndsWith(RateSuffix, StringComparison.Ordinal) ?? false;
        var hysteresis = reader.Has("hysteresis") ? reader.Parsed<Amount>("hysteresis", AmountAllowed) : limit with { Number = 0 };
        if (hysteresis.Number < 0) reader.Reject("hysteresis", "0 or more");
        if (limit.Unit is not null && hysteresis.Unit != limit.Unit) reader.Reject("hysteresis", $"an amount in '{limit.Unit}', the limit's unit");
        return new ThresholdRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Side = side, IsRate = isRate,
            Limit = PerHour(limit, isRate), Hysteresis = PerHour(hysteresis, isRate),
            Hold = Hold(reader, "hold"), ClearHold = Hold(reader, "clearHold"),
            Inside = head.Version == 1 ? null : RuleArea.ReadOrNull(reader),
        };
    }

    private static Amount PerHour(Amount amount, bool isRate) => isRate && amount.Unit is { } unit ? amount with { Unit = unit[..^RateSuffix.Length] } : amount;

    private static ContactRule Contact(ConfigReader reader, DateTimeZone zone, RuleHead head) => new()
    {
        Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
        Active = reader.Word("is", ("active", true), ("inactive", false)),
        Hold = Hold(reader, "hold"), ClearHold = Hold(reader, "clearHold"),
    };

    private static WindowRule Window(ConfigReader reader, DateTimeZone zone, RuleHead head)
    {
        var (side, limit) = ReadLimit(reader, AmountAllowed);
        var coverage = reader.DecimalOrNull("coverage", 0.95m, 1m) ?? 0.95m;
        if (coverage * 1000 % 1 != 0) reader.Reject("coverage", "at most three decimals");
        return new WindowRule
        {
            Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
            Side = side, Limit = limit, Over = Positive(reader, "over"), CoveragePermille = (int)(coverage * 1000),
            Between = reader.ObjectOrNull("between") is { } between ? ReadRange(between) : null, Zone = zone,
        };
    }

    private static SilenceRule Silence(ConfigReader reader, DateTimeZone zone, RuleHead head) => new()
    {
        Id = head.Id, Where = head.Where, Sensors = head.Sensors, Then = head.Then,
        Of = reader.WordOr("of", EventKind.Reading, Expected),
        For = Positive(reader, "for"),
    };

    private static (LimitSide Side, Amount Limit) ReadLimit(ConfigReader reader, string allowed)
    {
        var (below, above) = (reader.Has("below"), reader.Has("above"));
        if (below == above) reader.RejectAll(below ? "both below and above" : "neither below nor above", "one of below, above");
        return above ? (LimitSide.Above, reader.Parsed<Amount>("above", allowed)) : (LimitSide.Below, below ? reader.Parsed<Amount>("below", allowed) : default);
    }

    private static DayRange ReadRange(ConfigReader reader)
    {
        var range = new DayRange(reader.TimeOfDay("from"), reader.TimeOfDay("to"));
        if (range.From == range.To) reader.RejectAll("an empty part of the day", "different from and to");
        reader.Close();
        return range;
    }

    internal static Duration Hold(ConfigReader reader, string name) => Short(reader, name, reader.DurationOrNull(name) ?? Duration.Zero);

    internal static Duration Positive(ConfigReader reader, string name)
    {
        var duration = reader.Duration(name);
        if (duration == Duration.Zero && reader.Find(name)?.Kind == JsonKind.String) reader.Reject(name, "a duration above zero");
        return Short(reader, name, duration);
    }

    private static Duration Short(ConfigReader reader, string name, Duration duration)
    {
        if (duration <= Longest) return duration;
        reader.Reject(name, "at most P366D");
        return Duration.Zero;
    }
}
