using CityKit.Core;
using CityKit.Core.Text;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Samples.Compound.Scenarios;

/// <summary>Reads a scenario file. Everything wrong is reported at once, each with line and column.</summary>
internal sealed partial class ScenarioReader
{
    private const int MaxSteps = 100_000;

    private readonly ConfigReader root;
    private readonly string folder;
    private DateTimeZone zone = DateTimeZone.Utc;
    private Instant start;
    private Instant end;

    private ScenarioReader(ConfigReader root, string path) =>
        (this.root, folder, Path) = (root, System.IO.Path.GetDirectoryName(path)!, path);

    private string Path { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InputException">It cannot be read, or something in it is wrong.</exception>
    public static Scenario Read(string path)
    {
        var reader = new ScenarioReader(ConfigReader.Parse(Bytes(path)), System.IO.Path.GetFullPath(path));
        var scenario = reader.Scenario();
        var errors = reader.root.Errors;
        if (errors.Count > 0) throw new InputException(string.Join('\n', errors.Select(e => $"{path}: {e.Message}")));
        return scenario;
    }

    private static byte[] Bytes(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception wrong) when (wrong is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new InputException($"The scenario '{path}' cannot be read: {wrong.Message} 场景文件无法读取。");
        }
    }

    private Scenario Scenario()
    {
        ReadTimes();
        var lines = root.Objects("lines", 1024).Select(Line).ToArray();
        var pairs = Pairs(root.Object("barriers"), lines);
        var scenario = new Scenario
        {
            Name = root.Bilingual("name"),
            Zone = zone,
            Start = start,
            End = end,
            Step = Step(),
            Settle = Positive(root, "settle"),
            Seed = (int)root.Integer("seed", 0, int.MaxValue),
            Device = root.Parsed<DeviceId>("device", new("设备标识：a-z、0-9、.、_、-", "a device id of a-z, 0-9, '.', '_', '-'")),
            Files = Files(root.Object("files")),
            Lines = lines,
            People = [.. root.Objects("people", 1000).Select(Person)],
            Pairs = pairs,
            Happenings = [.. root.Objects("happenings").Select(h => Happening(h, lines, pairs))],
            Water = root.ObjectOrNull("water") is { } water ? Water(water, lines) : null,
            Gas = root.ObjectOrNull("gas") is { } gas ? Gas(gas) : null,
            Reports = [.. root.Objects("reports").Select(Report)],
            LeadRules = [.. root.Objects("leads").Select(Lead)],
            ItemRules = [.. root.Objects("items").Select(Item)],
        };
        if (scenario.People.Count < 2)
            root.Reject("people", new("先是运维人员，再是值班台，然后是其他人员", "an operator, then a duty desk, then anyone else who works here"));
        root.TextOrNull("note", 2000);
        root.Close();
        return scenario;
    }

    private void ReadTimes()
    {
        zone = Zone(root, "zone");
        start = Local(root, "start");
        end = Local(root, "end");
        if (end <= start) root.Reject("end", new("开始之后的时间", "a time after the start"));
    }

    private Duration Step()
    {
        var step = Positive(root, "step");
        if (step > Duration.Zero && (end - start) / step > MaxSteps)
            root.Reject("step", new(
                $"从开始到结束最多 {MaxSteps} 步的步长", $"a step that fits at most {MaxSteps} times between start and end"));
        return step == Duration.Zero ? Duration.FromDays(1) : step;
    }

    private ScenarioFiles Files(ConfigReader files)
    {
        var result = new ScenarioFiles
        {
            Scenario = Path,
            Edge = Existing(files, "edge"),
            Rules = Existing(files, "rules"),
            Sensors = Existing(files, "sensors"),
            Policy = Existing(files, "policy"),
            Places = Existing(files, "places"),
        };
        files.Close();
        return result;
    }

    private string Existing(ConfigReader reader, string name)
    {
        var full = System.IO.Path.Combine(folder, reader.Text(name));
        if (!System.IO.Path.Exists(full))
            reader.Reject(name, new("存在的文件或文件夹（相对于场景文件夹）", "a file or folder that is there, named from the scenario's own folder"));
        return full;
    }

    private static ScenarioLine Line(ConfigReader reader)
    {
        var line = new ScenarioLine(reader.Text("name", 64), reader.Flag("activeAtRest"));
        reader.Close();
        return line;
    }

    private Dictionary<string, BarrierPair> Pairs(ConfigReader reader, ScenarioLine[] lines)
    {
        var pairs = new Dictionary<string, BarrierPair>();
        foreach (var name in reader.Names)
        {
            var pair = reader.Object(name);
            pairs[name] = new BarrierPair(Known(pair, "upper", lines), Known(pair, "lower", lines),
                Number(pair, "spacingMetres", 0.1m, 100));
            pair.Close();
        }
        return pairs;
    }

    private static string Known(ConfigReader reader, string name, ScenarioLine[] lines)
    {
        var line = reader.Text(name, 64);
        if (!lines.Any(l => l.Name == line))
            reader.Reject(name, new(
                $"线路 {string.Join("、", lines.Select(l => l.Name))} 之一", $"one of the lines {string.Join(", ", lines.Select(l => l.Name))}"),
                NearMiss.Of(line, lines.Select(l => l.Name)));
        return line;
    }

    private DateTimeZone Zone(ConfigReader reader, string name)
    {
        var id = reader.Text(name, 64);
        if (DateTimeZoneProviders.Tzdb.GetZoneOrNull(id) is { } found) return found;
        reader.Reject(name, new("时区，如 Asia/Shanghai", "a time zone such as Asia/Shanghai"));
        return DateTimeZone.Utc;
    }

    private Instant Local(ConfigReader reader, string name) => LocalOrNull(reader, name, required: true) ?? start;

    private Instant? LocalOrNull(ConfigReader reader, string name, bool required = false)
    {
        if (!required && !reader.Has(name)) return null;
        var text = reader.Text(name, 32);
        if (LocalDateTimePattern.ExtendedIso.Parse(text).TryGetValue(default, out var local)) return zone.AtLeniently(local).ToInstant();
        if (text.Length > 0) reader.Reject(name, new("本地时间，如 2026-09-03T16:42:05", "a local time such as 2026-09-03T16:42:05"));
        return null;
    }

    /// <summary>A moment inside the scenario.</summary>
    private Instant Moment(ConfigReader reader, string name)
    {
        var at = Local(reader, name);
        if (at < start || at >= end) reader.Reject(name, new("场景开始至结束之前的时间", "a time from the scenario's start to before its end"));
        return at;
    }

    private static Duration Positive(ConfigReader reader, string name)
    {
        var duration = reader.Duration(name);
        if (duration < Duration.Zero || duration == Duration.Zero && reader.Has(name))
            reader.Reject(name, new("大于 0 的时长，如 PT10M", "a duration over zero, such as PT10M"));
        return duration;
    }

    private static double Number(ConfigReader reader, string name, decimal from, decimal to) => (double)reader.Decimal(name, from, to);
}
