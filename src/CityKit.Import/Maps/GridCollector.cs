using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids;
using CityKit.Grids.Maps;
using CityKit.Import.Tables;

namespace CityKit.Import.Maps;

/// <summary>Turns features into grids and keeps account of the bad ones.</summary>
internal sealed class GridCollector(GeoJsonGridOptions options)
{
    private const int MaxVersions = 1_000; // of one code
    private const int MostHeld = 100; // features, to recognise by what their numbers are
    private const int MostHeldBytes = 16 << 20;

    private readonly (string Property, FeatureRoles Role)[] roles = [.. options.Roles()];
    private readonly List<Grid> grids = [];
    private readonly List<int> features = [];
    private readonly List<string?> parents = [];
    private readonly List<FeatureProblem> problems = [];
    private readonly Dictionary<string, List<Validity>> times = new(StringComparer.Ordinal); // of each code
    private readonly MapPlaces places = new(options);
    private readonly List<HeldFeature> held = [];
    private int heldBytes;
    private int index; // of the feature that is taken

    internal int Count { get; private set; }

    /// <summary>Whether the file was refused, so that nothing more need be read.</summary>
    internal bool IsRefused { get; private set; }

    internal GridReadResult Result()
    {
        Release();
        if (IsRefused) return new GridReadResult([], [.. problems]);
        return new([.. grids], [.. problems]) { Features = [.. features], Parents = options.ParentProperty is null ? [] : [.. parents] };
    }

    /// <summary>Takes the coordinate system that the file states.</summary>
    internal void State(string? system)
    {
        if (places.State(system) is { } late) Refuse(late);
    }

    internal void AddFileProblem(string reason, string en, string zh) =>
        problems.Add(new FeatureProblem(-1, null, reason, new LocalizedText(zh, en)));

    internal void AddFileProblem(Refusal why) => AddFileProblem(why.Code, why.Message.En, why.Message.Zh);

    internal void AddOther()
    {
        index = Count++;
        Reject(null, "not-a-feature", "A feature is an object.", "要素须为对象。");
    }

    internal void Add(ReadOnlySpan<byte> feature)
    {
        index = Count++;
        if (!TryRead(feature, out var parts)) Reject(null, "json", "A text in it is not valid UTF-8 or holds half a surrogate pair.",
            "其中的文本不是有效的 UTF-8，或含半个代理对。");
        else if (!IsMeant(parts)) return;
        else if (places.Convert is { } convert) Accept(parts,
            PolygonParser.Parse(parts.GeometryType, feature[parts.Coordinates], convert, out var wrong), wrong);
        else HoldBytes(parts, feature[parts.Coordinates].ToArray());
    }

    /// <summary>Adds a table's row.</summary>
    internal void Add(in FeatureParts parts, TableReader row)
    {
        index = Count++;
        if (!IsMeant(parts)) return;
        var (shape, problem) = (row.Shape, row.Problem);
        if (problem is not null) Accept(parts, null, new GeometryProblem("geometry", problem));
        else if (places.Convert is { } convert) Accept(parts, ShapePolygons.Of(shape, convert, out var wrong), wrong);
        else Hold(parts, (PlaceConversion by, out GeometryProblem wrong) => ShapePolygons.Of(shape, by, out wrong), 0);
    }

    internal void AddLimit() => AddFileProblem("limit",
        $"More than {options.MaxFeatures} features; the rest was not read.",
        $"要素多于 {options.MaxFeatures} 个，其余未读取。");

    private void HoldBytes(FeatureParts parts, byte[] coordinates) =>
        Hold(parts, (PlaceConversion by, out GeometryProblem wrong) => PolygonParser.Parse(parts.GeometryType, coordinates, by, out wrong),
            coordinates.Length);

    private void Hold(in FeatureParts parts, PolygonReading read, int bytes)
    {
        places.Look(read, parts.Code);
        held.Add(new HeldFeature(index, parts, read));
        heldBytes += bytes;
        if (places.IsFull || held.Count >= MostHeld || heldBytes >= MostHeldBytes) Release();
    }

    /// <summary>Takes the features that were held, when it can be said how their numbers are read.</summary>
    private void Release()
    {
        if (IsRefused || places.Convert is not null) return;
        if (places.Decide() is { } refusal) Refuse(refusal);
        foreach (var feature in held)
        {
            if (IsRefused) break;
            index = feature.Index;
            Accept(feature.Parts, feature.Read(places.Convert!, out var wrong), wrong);
        }
        held.Clear();
    }

    private void Refuse(Refusal why)
    {
        IsRefused = true;
        AddFileProblem(why);
    }

    private bool IsMeant(in FeatureParts parts) => options.Only is not { } filter || parts.Filter == filter.Value;

    // The JSON reader checks a text's encoding only when the text is taken.
    private bool TryRead(ReadOnlySpan<byte> feature, out FeatureParts parts)
    {
        parts = default;
        try
        {
            parts = FeatureParts.Read(feature, roles);
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private void Accept(FeatureParts parts, List<GeoPolygon>? polygons, GeometryProblem wrong)
    {
        if (parts.Code is not { Length: > 0 } text)
            Reject(null, "no-code", $"It has no property '{options.CodeProperty}' with a text or whole number.",
                $"没有文本或整数属性“{options.CodeProperty}”。");
        else if (Grid.CheckCode(options.Scheme, text) is { } problem) Reject(text, "code", problem.Message.En, problem.Message.Zh);
        else if (polygons is null) Reject(text, wrong.Reason, wrong.Message.En, wrong.Message.Zh);
        else if (!FeatureDays.TryRead(parts, out var valid))
            Reject(text, "valid", $"{parts.From}..{parts.Until}: days are YYYY-MM-DD or YYYYMMDD, the first before the second.",
                $"{parts.From}..{parts.Until}：日期格式为 YYYY-MM-DD 或 YYYYMMDD，起始早于截止。");
        else if (!TryTake(Canonical(text), valid))
            Reject(text, "duplicate", "An earlier feature has this code at the same time.", "前面的要素同期已使用此代码。");
        else Keep(new Grid(options.Scheme, Canonical(text), parts.Name ?? "", polygons) { IsProvisional = parts.IsProvisional,
            Valid = valid }, parts.Parent);
    }

    // A grid that changed occurs once for each of its times.
    private bool TryTake(string code, Validity valid)
    {
        if (!times.TryGetValue(code, out var taken)) times[code] = taken = [];
        if (taken.Count >= MaxVersions || taken.Exists(other => other.Overlaps(valid))) return false;
        taken.Add(valid);
        return true;
    }

    private void Keep(Grid grid, string? parent)
    {
        grids.Add(grid);
        parents.Add(parent);
        features.Add(index);
    }

    // 370202 and 370202000000 are one area.
    private string Canonical(string code) => options.Scheme == GridScheme.Area ? AreaCode.Parse(code).ToString() : code;

    private void Reject(string? code, string reason, string en, string zh) =>
        problems.Add(new FeatureProblem(index, code, reason, new LocalizedText(zh, en)));
}
