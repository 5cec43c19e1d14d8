using System.Text.RegularExpressions;
using CityKit.Core;
using CityKit.Core.Text;
using CityKit.Sensors.Register;
using NodaTime;

namespace CityKit.Sensors.Mapping;

/// <summary>The JSON file of a mapping: <c>{"version": 1, "feed", "zone", "check", "echo", "messageId", "readings": [{...}]}</c>.</summary>
internal static partial class MappingFile
{
    private const string DefaultZone = "Asia/Shanghai";
    private const string Received = "received";
    private static readonly LocalizedText NameAllowed = new("1 至 64 个 a-z、A-Z、0-9、-、_", "1 to 64 of a-z, A-Z, 0-9, '-', '_'");
    private const int MaxPath = 256;
    private const int MaxReadings = 100;
    private const int MaxWords = 100;

    private static readonly (string, (EventKind, bool))[] Kinds =
    [
        ("register", (EventKind.Reading, true)), ("reading", (EventKind.Reading, false)), ("contact", (EventKind.Contact, false)),
        ("detection", (EventKind.Detection, false)), ("fault", (EventKind.Fault, false)),
    ];

    internal static FeedMapping? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var file = ConfigReader.Parse(utf8);
        errors = file.Errors;
        file.Integer("version", 1, 1);
        var zone = ReadZone(file);
        var mapping = new FeedMapping(file.Parsed<DeviceId>("feed",
            new("数据源名称：1 至 64 个 a-z、0-9、.、_、-", "a feed's name: 1 to 64 of a-z, 0-9, '.', '_', '-'")),
            ReadCheck(file.ObjectOrNull("check")), ReadName(file, "echo"), file.Has("messageId") ? ReadText(file, "messageId") : null,
            [.. file.Objects("readings", MaxReadings).Select(entry => ReadMap(entry, zone))]);
        file.Close();
        return errors.Count == 0 ? mapping : null;
    }

    private static Lazy<DateTimeZone> ReadZone(ConfigReader file)
    {
        var zone = new Lazy<DateTimeZone>(() => ZoneOf(file));
        if (file.Has("zone")) _ = zone.Value; // else the zones are read when a local time is
        return zone;
    }

    private static DateTimeZone ZoneOf(ConfigReader file)
    {
        var name = file.TextOrNull("zone", 64) ?? DefaultZone;
        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(name);
        if (zone is null)
            file.Reject("zone", Register.NameRule.ZoneAllowed, NearMiss.Of(name, DateTimeZoneProviders.Tzdb.Ids));
        return zone ?? DateTimeZone.Utc;
    }

    private static FeedCheck? ReadCheck(ConfigReader? reader)
    {
        if (reader is null) return null;
        var kind = reader.Word(
            "kind", ("hmac", FeedCheckKind.Hmac), ("header", FeedCheckKind.HeaderKey), ("query", FeedCheckKind.QueryKey));
        var name = ReadName(reader, "name", required: true) ?? "";
        var check = new FeedCheck(kind, name) { Prefix = reader.TextOrNull("prefix", 64) ?? "" };
        if (kind == FeedCheckKind.Hmac) check = check with
        {
            IsBase64 = reader.WordOr("encoding", false, ("hex", false), ("base64", true)),
            TimeHeader = ReadName(reader, "timeHeader"),
            Tolerance = reader.DurationOrNull("tolerance") ?? FeedCheck.DefaultTolerance,
        };
        reader.Close();
        return check;
    }

    private static ReadingMap ReadMap(ConfigReader reader, Lazy<DateTimeZone> zone)
    {
        var (kind, isRegister) = reader.Word("as", Kinds);
        var map = new ReadingMap
        {
            Rows = reader.Has("rows") ? reader.Parsed<FeedPath>("rows", FeedPath.Allowed) ?? FeedPath.Message : FeedPath.Message,
            Where = ReadWhere(reader.ObjectOrNull("where")),
            Sensor = ReadText(reader, "sensor"),
            Kind = kind,
            IsRegister = isRegister,
            Value = ReadValue(reader),
            Unit = reader.Has("unit") ? ReadText(reader, "unit") : MappedText.Always(""),
            Time = ReadTime(reader, zone),
        };
        if (isRegister && !reader.Has("unit"))
            reader.Reject("unit", new("台账中的单位（如 m3），或其路径", "the unit of the register, such as \"m3\", or a path to it"));
        if (isRegister && map.Time is null)
            reader.Reject("time", new("抄表时间，而不是接收时间", "when the register was read: it is not the time of reception"));
        reader.Close();
        return map;
    }

    private static (FeedPath, string)[] ReadWhere(ConfigReader? reader)
    {
        if (reader is null) return [];
        var conditions = new List<(FeedPath, string)>();
        foreach (var name in reader.Names)
        {
            if (!FeedPath.TryParse(name, null, out var path))
                reader.Reject(name, FeedPath.Allowed, found: LocalizedText.Values($"'{name}'"));
            else conditions.Add((path, reader.Text(name)));
        }
        return [.. conditions];
    }

    /// <summary>A text that is always the same, a path, or <c>{"path", "prefix", "suffix"}</c>.</summary>
    private static MappedText ReadText(ConfigReader reader, string name)
    {
        if (reader.Find(name)?.Kind != JsonKind.Object) return ReadPlain(reader, name);
        var inner = reader.Object(name);
        var text = new MappedText(inner.Parsed<FeedPath>("path", FeedPath.Allowed),
            inner.TextOrNull("prefix", 64) ?? "", inner.TextOrNull("suffix", 64) ?? "");
        inner.Close();
        return text;
    }

    private static MappedText ReadPlain(ConfigReader reader, string name) =>
        reader.Text(name, MaxPath) is var text && FeedPath.IsPath(text)
            ? new MappedText(reader.Parsed<FeedPath>(name, FeedPath.Allowed), "", "")
            : MappedText.Always(text);

    /// <summary>A path, a number that is always the same, or <c>{"path", "map", "scale"}</c>.</summary>
    private static MappedValue ReadValue(ConfigReader reader)
    {
        const decimal Most = Amount.MaxNumber;
        if (reader.Find("value") is not { Kind: JsonKind.Object })
            return new MappedValue(reader.Find("value") is { Kind: JsonKind.Number } ? Constant(reader.Decimal("value", -Most, Most))
                : new MappedText(reader.Parsed<FeedPath>("value", FeedPath.Allowed), "", ""), NoWords, 1);
        var inner = reader.Object("value");
        var value = new MappedValue(new MappedText(inner.Parsed<FeedPath>("path", FeedPath.Allowed), "", ""),
            ReadWords(inner.ObjectOrNull("map")), inner.DecimalOrNull("scale", -1_000_000, 1_000_000) ?? 1);
        if (value.Words.Count > 0 && inner.Has("scale"))
            inner.Reject("scale", new("空：map 已给出数值", "nothing beside 'map', which gives the numbers themselves"));
        inner.Close();
        return value;
    }

    private static MappedText Constant(decimal number) => MappedText.Always(FormattableString.Invariant($"{number}"));

    private static Dictionary<string, decimal> NoWords { get; } = [];

    /// <summary>What each of the vendor's words stands for: true, false or a number.</summary>
    private static Dictionary<string, decimal> ReadWords(ConfigReader? reader)
    {
        var words = new Dictionary<string, decimal>();
        foreach (var name in reader?.Names.Take(MaxWords) ?? [])
            words[name] = reader!.Find(name)!.Kind switch
            {
                JsonKind.True => 1,
                JsonKind.False => 0,
                _ => reader.Decimal(name, -Amount.MaxNumber, Amount.MaxNumber),
            };
        return words;
    }

    /// <summary><c>"received"</c>, a path to an ISO time, or <c>{"path", "format"}</c>.</summary>
    private static MappedTime? ReadTime(ConfigReader reader, Lazy<DateTimeZone> zone)
    {
        if (reader.Find("time") is not { Kind: JsonKind.Object })
            return reader.Find("time") is { Kind: JsonKind.String, Text: Received } ? null
                : new MappedTime(new MappedText(reader.Parsed<FeedPath>("time",
                    new($"\"{Received}\"，或{FeedPath.Allowed.Zh}", $"\"{Received}\", or {FeedPath.Allowed.En}")), "", ""),
                    FeedTimeFormat.Iso, zone);
        var inner = reader.Object("time");
        var time = new MappedTime(new MappedText(inner.Parsed<FeedPath>("path", FeedPath.Allowed), "", ""),
            inner.WordOr("format", FeedTimeFormat.Iso, MappedTime.Words), zone);
        inner.Close();
        return time;
    }

    private static string? ReadName(ConfigReader reader, string name, bool required = false)
    {
        var text = required ? reader.Text(name, 64) : reader.TextOrNull(name, 64);
        if (text is { Length: > 0 } && !NameRule().IsMatch(text)) reader.Reject(name, NameAllowed);
        return text;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]{1,64}$")]
    private static partial Regex NameRule();
}
