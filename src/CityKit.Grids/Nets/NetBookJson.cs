using System.Collections.Immutable;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Core.Text;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Grids.Nets;

/// <summary>Reads <see cref="NetBook"/>.</summary>
internal sealed class NetBookJson
{
    private const int MaxItems = 1_000_000;
    private const int MaxSame = 1_000; // unions of one key, duties of one place and level
    private static readonly LocalizedText NetAllowed = new("本名册中的网", "a net of this book");
    private static readonly JsonLimits Limits = new() { Bytes = 256 << 20 };

    private readonly List<GovernanceNet> nets = [];
    private readonly List<NetBody> bodies = [];
    private readonly List<GridUnion> unions = [];
    private readonly List<Duty> duties = [];
    private readonly HashSet<string> ids = new(StringComparer.Ordinal);
    private readonly HashSet<string> bodyIds = new(StringComparer.Ordinal);
    private readonly Dictionary<GridKey, List<GridUnion>> unionsByKey = [];
    private readonly Dictionary<(NetId, string, string), List<Duty>> dutiesByPlace = [];

    internal static NetBook? Read(ReadOnlySpan<byte> utf8, out ConfigErrors errors)
    {
        var reader = ConfigReader.Parse(utf8, Limits);
        errors = reader.Errors;
        reader.BilingualOrNull("notice", 1_000); // for people only
        var book = new NetBookJson();
        book.ReadAll(reader, "nets", book.ReadNet);
        book.ReadAll(reader, "bodies", book.ReadBody);
        book.ReadAll(reader, "unions", book.ReadUnion, required: false);
        book.ReadAll(reader, "duties", book.ReadDuty);
        reader.Close();
        return errors.Count > 0 ? null : new NetBook([.. book.nets], [.. book.bodies], [.. book.unions], [.. book.duties]);
    }

    private void ReadAll(ConfigReader reader, string name, Action<ConfigReader> read, bool required = true)
    {
        ids.Clear();
        foreach (var item in reader.Objects(name, MaxItems, required))
        {
            read(item);
            item.Close();
        }
    }

    private void ReadNet(ConfigReader item)
    {
        var id = item.Parsed<NetId>("id", new("网名：a-z、0-9、.、_、-", "a net's name of a-z, 0-9, '.', '_', '-'"));
        if (!ids.Add(id.Value)) item.Reject("id", new("每个网只出现一次", "each net once"));
        var net = new GovernanceNet(id, item.Bilingual("name"), [.. item.Objects("levels", 32).Select(ReadLevel)]);
        if (net.Levels.IsEmpty || net.Levels.DistinctBy(level => level.Id).Count() < net.Levels.Length)
            item.Reject("levels", new("1 至 32 个层级，各 id 只出现一次", "1 to 32 levels, each id once"));
        nets.Add(net);
    }

    private static NetLevel ReadLevel(ConfigReader item)
    {
        var level = new NetLevel(item.Text("id", 64), item.Bilingual("name"), item.Flag("single"));
        item.Close();
        return level;
    }

    private void ReadBody(ConfigReader item)
    {
        var body = new NetBody(item.Text("id", 64), item.Bilingual("name"));
        if (!bodyIds.Add(body.Id)) item.Reject("id", new("每个单位只出现一次", "each body once"));
        bodies.Add(body);
    }

    private void ReadUnion(ConfigReader item)
    {
        var key = item.Parsed<GridKey>("grid", new("网格标识，如 responsibility-grid:R01", "a grid's key such as responsibility-grid:R01"));
        var unitGrids = item.AllParsed<UnitGridCode>("unitGrids", new("15 位单元网格代码", "unit-grid codes of 15 digits"), MaxItems,
            required: false)
            .Select(code => code.ToFifteenDigits());
        var areas = item.AllParsed<AreaCode>("areas", new("若干行政区划代码", "area codes"), MaxItems, required: false);
        var union = new GridUnion(key, item.Bilingual("name"), [.. unitGrids.Distinct()], [.. areas], ConfigDays.ReadValidity(item));
        if (union.UnitGrids.IsEmpty && union.Areas.IsEmpty) item.Reject("unitGrids", new("单元网格、行政区划或两者", "unit grids, areas, or both"));
        if (!unionsByKey.TryGetValue(key, out var same)) unionsByKey[key] = same = [];
        if (same.Find(other => other.Valid.Overlaps(union.Valid)) is { } earlier)
            item.Reject("grid",
                new($"同一时间每个网格只出现一次；{key} 已在 {earlier.Valid} 给出", $"each grid once at a time; {key} is already given for {earlier.Valid}"));
        if (same.Count == MaxSame) item.Reject("grid", new($"同一网格最多 {MaxSame} 个时段", $"at most {MaxSame} times of one grid"));
        else same.Add(union);
        unions.Add(union);
    }

    private void ReadDuty(ConfigReader item)
    {
        var (net, level) = (item.Parsed<NetId>("net", NetAllowed), item.Text("level", 64));
        var (grid, area) = (item.ParsedOrDefault<GridKey>("grid", new("网格标识，如 basic-grid:B017", "a grid's key such as basic-grid:B017")),
            item.ParsedOrDefault<AreaCode>("area", new("行政区划代码", "an area code")));
        if (item.Has("grid") == item.Has("area")) item.Reject("grid", new("网格或行政区划之一", "either a grid or an area"));
        var matters = item.Texts("matters", maxLength: 128, required: false);
        var duty = new Duty(net, level, grid, area, [.. matters], item.Text("body", 64), item.TextOrNull("person", 64),
            item.Text("role", 64), ConfigDays.ReadValidity(item));
        CheckNames(item, duty);
        CheckTimes(item, duty);
        duties.Add(duty);
    }

    private void CheckNames(ConfigReader item, Duty duty)
    {
        var net = nets.Find(entry => entry.Id == duty.Net);
        if (net is null) item.Reject("net", NetAllowed, NearMiss.Of(duty.Net.Value, nets.Select(entry => entry.Id.Value)));
        else if (!net.Levels.Any(level => level.Id == duty.Level))
            item.Reject("level",
                new($"{net.Id} 的层级：{string.Join("、", net.Levels.Select(level => level.Id))}",
                    $"a level of {net.Id}: {string.Join(", ", net.Levels.Select(level => level.Id))}"),
                NearMiss.Of(duty.Level, net.Levels.Select(level => level.Id)));
        if (!bodyIds.Contains(duty.Body))
            item.Reject("body", new("本名册中的单位", "a body of this book"),
                NearMiss.Of(duty.Body, bodyIds.Take(MaxSame).Order(StringComparer.Ordinal)));
    }

    private void CheckTimes(ConfigReader item, Duty duty)
    {
        var key = (duty.Net, duty.Level, duty.Place);
        if (!dutiesByPlace.TryGetValue(key, out var same)) dutiesByPlace[key] = same = [];
        var isSingle = nets.Find(entry => entry.Id == duty.Net)?.Levels.FirstOrDefault(level => level.Id == duty.Level)?.IsSingle ?? false;
        var clash = same.Find(other =>
            other.Valid.Overlaps(duty.Valid) && other.SharesMatters(duty)
                && (isSingle || (other.Body, other.Person, other.Role) == (duty.Body, duty.Person, duty.Role)));
        if (clash is not null)
            item.Reject("from", isSingle
                ? new($"同一时间只有一个负责单位；{clash.Body} 在 {clash.Valid} 负责", $"one holder at a time; {clash.Body} holds it for {clash.Valid}")
                : new($"同一时间每项职责只出现一次；已在 {clash.Valid} 给出", $"each duty once at a time; it is already given for {clash.Valid}"));
        if (same.Count == MaxSame)
            item.Reject("level", new($"同一地点同一层级最多 {MaxSame} 项职责", $"at most {MaxSame} duties of one place and level"));
        else same.Add(duty);
    }
}
