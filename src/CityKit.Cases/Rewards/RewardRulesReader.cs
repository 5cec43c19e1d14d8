using CityKit.Cases.Text;
using CityKit.Core;
using CityKit.Core.Text;

namespace CityKit.Cases.Rewards;

/// <summary>Reads the rules of a scheme from their JSON text (奖励规则文件, schema 1), with every error and its place.</summary>
public static class RewardRulesReader
{
    private const int MaxRows = 200;
    private const int MaxDays = 365;
    private const int MaxFirstMetres = 500;
    private const int MaxPoints = 2000;
    private static readonly LocalizedText RingForm =
        new("环，每环至少 3 个点，每点为 [经度, 纬度]", "rings of at least 3 points, each [longitude, latitude]");

    private static readonly (string Word, RewardEvidence Value)[] Evidence =
        [("photo", RewardEvidence.Photo), ("video", RewardEvidence.Video)];
    private static readonly (string Word, RewardPeriod Value)[] Periods = [("day", RewardPeriod.Day), ("month", RewardPeriod.Month)];
    private static readonly (string Word, bool Value)[] Whose = [("person", true), (RewardLimit.Everyone, false)];

    private static readonly (string Word, RewardBound Value)[] Bounds =
        [("moreThan", RewardBound.MoreThan), ("atLeast", RewardBound.AtLeast), ("atMost", RewardBound.AtMost)];

    /// <summary>The rules, or null with what is wrong and where.</summary>
    public static RewardRules? Read(ReadOnlySpan<byte> utf8, out IReadOnlyList<ConfigError> errors)
    {
        var reader = ConfigReader.Parse(utf8);
        reader.Integer("schema", 1, 1);
        var rules = ReadRules(reader);
        reader.Close();
        errors = reader.Errors;
        return errors.Count == 0 ? rules : null;
    }

    private static RewardRules ReadRules(ConfigReader reader)
    {
        var first = reader.Object("first");
        var classes = reader.Objects("classes", MaxRows).Select(item => (Item: item, Class: ReadClass(item))).ToArray();
        var rules = new RewardRules
        {
            Version = reader.Text("version", 64),
            Label = reader.Text("label", 2000),
            Profile = reader.Text("profile", 64),
            Verified = reader.Texts("verified", 16, 64),
            Area = ReadArea(reader),
            FirstMetres = (int)first.Integer("metres", 1, MaxFirstMetres),
            FirstDays = Days(first, "withinDays"),
            CloseDays = Days(reader, "closeWithinDays"),
            Limits = Unique(reader, "limits", [.. reader.Objects("limits", 8, required: false).Select(ReadLimit)],
                limit => (limit.IsPerson, limit.Period)),
            Classes = Unique(reader, "classes", [.. classes.Select(each => each.Class)], each => each.Id),
            Kinds = Unique(reader, "classes", [.. classes.SelectMany(each => ReadKinds(each.Item, each.Class.Id))], kind => kind.Id),
        };
        first.Close();
        foreach (var (item, _) in classes) item.Close();
        return rules;
    }

    private static RewardClass ReadClass(ConfigReader item) => new(item.Text("id", 64), NameOf(item));

    private static IEnumerable<RewardKind> ReadKinds(ConfigReader item, string of)
    {
        foreach (var row in item.Objects("kinds", MaxRows))
        {
            var fen = (int)row.Integer("fen", RewardRules.LeastFen, RewardRules.MostFen);
            yield return new RewardKind(row.Text("id", 64), of, NameOf(row), fen)
            {
                Evidence = row.WordOr("evidence", RewardEvidence.Photo, Evidence),
                Measured = [.. row.Objects("measured", 8, required: false).Select(ReadMeasure)],
                Basis = row.Text("basis", 500),
            };
            row.Close();
        }
    }

    private static RewardMeasure ReadMeasure(ConfigReader item)
    {
        var bounds = Bounds.Where(bound => item.Has(bound.Word)).ToArray();
        var (word, bound) = bounds.Length == 1 ? bounds[0] : Bounds[0];
        if (bounds.Length != 1)
            item.RejectAll(new($"moreThan、atLeast、atMost 中的 {bounds.Length} 项", $"{bounds.Length} of moreThan, atLeast, atMost"),
                new("moreThan、atLeast、atMost 之一", "one of moreThan, atLeast, atMost"));
        var measure = new RewardMeasure(item.Text("field", 64), bound, bounds.Length == 1 ? item.Decimal(word, 0, 1_000_000) : 0)
        {
            Or = item.ObjectOrNull("or") is { } other ? ReadMeasure(other) : null,
        };
        item.Close();
        return measure;
    }

    private static RewardLimit ReadLimit(ConfigReader item)
    {
        var limit = new RewardLimit(item.Word("of", Whose), item.Word("per", Periods),
            item.IntegerOrNull("fen", 1, 100_000_000_000), (int?)item.IntegerOrNull("rewards", 1, 10_000_000));
        if (limit is { Fen: null, Rewards: null })
            item.RejectAll(new("没有数值的限额", "a limit of nothing"), new("fen、rewards 或两者", "fen, rewards or both"));
        item.Close();
        return limit;
    }

    private static RewardArea ReadArea(ConfigReader reader)
    {
        if (reader.ObjectOrNull("area") is not { } area) return new RewardArea([], []);
        var codes = area.Texts("codes", MaxRows, 15, required: false);
        if (codes.FirstOrDefault(code => code.AsSpan().ContainsAnyExceptInRange('0', '9')) is { } wrong)
            area.Reject("codes", new("单元网格代码的前几位", "the first digits of unit grids' codes"), found: LocalizedText.Values($"'{wrong}'"));
        var read = new RewardArea(codes, ReadPolygons(area));
        area.Close();
        return read;
    }

    private static GeoPolygon[] ReadPolygons(ConfigReader area)
    {
        if (area.Find("polygons") is not { } rings) return [];
        var points = rings.Items.Select(ring => ring.Items.Select(PointOf).ToArray()).ToArray();
        var isWrong = rings.Kind != JsonKind.Array || points.Any(IsNoRing);
        if (isWrong) area.Reject("polygons", RingForm);
        return isWrong ? [] : [.. points.Select(ring => GeoPolygon.FromRings([.. ring.Select(point => point!.Value)]))];
    }

    private static bool IsNoRing(GeoPoint?[] points) => points.Length > MaxPoints || points.Contains(null) || points.Distinct().Count() < 3;

    private static GeoPoint? PointOf(JsonValue value) =>
        value.Items is [{ Kind: JsonKind.Number } longitude, { Kind: JsonKind.Number } latitude]
        && double.TryParse(longitude.Text, System.Globalization.CultureInfo.InvariantCulture, out var east)
        && double.TryParse(latitude.Text, System.Globalization.CultureInfo.InvariantCulture, out var north)
        && GeoPoint.TryFromDegrees(east, north, out var point) ? point : null;

    private static int Days(ConfigReader reader, string name) => (int)reader.Integer(name, 1, MaxDays);

    private static LocalizedText NameOf(ConfigReader item) => new(item.Text("zh", 128), item.Text("en", 128));

    private static T[] Unique<T, TKey>(ConfigReader reader, string name, T[] items, Func<T, TKey> id)
    {
        reader.RejectTwice(name, ConfigForms.EachOnce, items.Select(item => $"{id(item)}"));
        return items;
    }
}
