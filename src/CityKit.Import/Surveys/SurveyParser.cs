using System.Buffers.Text;
using CityKit.Components;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Maps;
using CityKit.Import.Systems;
using NodaTime;

namespace CityKit.Import.Surveys;

/// <summary>Makes components of rows. The first thing wrong with a row is its reject.</summary>
internal sealed class SurveyParser(SurveyOptions options)
{
    private readonly RowIdentity identity = new(options);
    private readonly Utf8Pool<string?> texts = new(text => IsText(text) ? text : null);
    private readonly Utf8Pool<(UnifiedSocialCreditCode Code, CodeProblem? Problem)> bodyCodes = new(text =>
        UnifiedSocialCreditCode.TryParse(text, null, out var code) ? (code, null) : (default, UnifiedSocialCreditCode.Check(text)));
    private readonly Utf8Pool<(GridKey Code, CodeProblem? Problem)> grids = new(text => GridOf(text, options.UnitGrids));
    private readonly Utf8Pool<(AreaCode Code, CodeProblem? Problem)> areas = new(text => AreaCode.TryParse(text, null, out var code)
        ? (code, null) : (default, AreaCode.Check(text)));
    private readonly Utf8Pool<LocalDate?> days = new(SurveyDays.Parse);
    private readonly Utf8Pool<ComponentState> states = new(text => ComponentTerms.TryReadState(text, out var state) ? state : default);
    private readonly Utf8Pool<ComponentDataSource?> sources = new(text => ComponentTerms.TryReadSource(text, out var source)
        ? source : null);

    private SurveyRow row = new();
    private SurveyReject? reject;

    /// <summary>What the positions are, and how they are read.</summary>
    internal (CoordinateSystem System, CoordinateReading Reading) Positions { get; set; } = (CoordinateSystem.Wgs84, default);

    /// <summary>The component of a row, or why there is none.</summary>
    /// <param name="from">The row.</param>
    /// <param name="problem">What is wrong with it.</param>
    /// <param name="isPartial">True when the row need not say everything, because the registry knows the rest.</param>
    internal SurveyedRow Read(SurveyRow from, out SurveyReject? problem, bool isPartial = false)
    {
        (row, reject) = (from, null);
        if (!row.IsText) Fail(SurveyField.Name, "the row has bytes that are no text in the file's encoding", "本行含有按文件编码无法识别的字节");
        var (id, key) = reject is null ? identity.Of(row, out reject) : default;
        var location = Location();
        var component = reject is null ? Placed(Described(id, key, location)) : null;
        if (reject is null && !isPartial) Check(component!, key);
        problem = reject;
        return problem is null ? new SurveyedRow(row.Number, component!, key, component!.FirstSurveyed, Given) : default;
    }

    private uint Given =>
        options.UnitGrids is null
            ? row.Given
            : row.Given | 1u << (int)SurveyField.Grid | 1u << (int)SurveyField.StreetCode | 1u << (int)SurveyField.CommunityCode;

    private Component Described(ComponentId id, ClassKey key, GeoPoint location) => new()
    {
        Id = id,
        Name = row.Has(SurveyField.Name) ? Text(SurveyField.Name) : options.Catalogue?.Find(key)?.Name.Zh ?? "",
        Department = Body(SurveyField.DepartmentName, SurveyField.DepartmentCode) ?? new ResponsibleBody(""),
        Owner = Body(SurveyField.OwnerName, SurveyField.OwnerCode),
        Maintainer = Body(SurveyField.MaintainerName, SurveyField.MaintainerCode),
        Grid = row.Has(SurveyField.Grid) ? Code(SurveyField.Grid, grids) : default,
        State = row.Has(SurveyField.State) ? State() : ComponentState.Intact,
        FirstSurveyed = Day(SurveyField.FirstSurveyed) ?? options.On,
        Changed = Day(SurveyField.Changed),
        DataSource = Source(),
        Note = Text(SurveyField.Note),
        Street = Area(SurveyField.StreetCode, SurveyField.StreetName),
        Community = Area(SurveyField.CommunityCode, SurveyField.CommunityName),
        Location = location,
        Photos = Photos(),
        ExternalId = Text(SurveyField.ExternalId),
    };

    private GeoPoint Location()
    {
        var (x, y) = (Number(SurveyField.Longitude), Number(SurveyField.Latitude));
        if (x == 0 && y == 0) Fail(SurveyField.Longitude, "0, 0 is no place in a city: the position is missing", "坐标 0, 0 表示位置缺失");
        if (reject is not null) return default;
        if (Positions.System.TryToWgs84(x, y, Positions.Reading, out var place)) return place;
        if (Positions.System.IsPlane)
            Fail(SurveyField.Longitude, FormattableString.Invariant($"{x}, {y}") + $" is no place in {Positions.System.Short}",
                FormattableString.Invariant($"{x}, {y}") + $" 不在 {Positions.System.Short} 的范围内");
        else Fail(Math.Abs(x) > 180 ? SurveyField.Longitude : SurveyField.Latitude,
            "longitude is -180 to 180 and latitude -90 to 90 degrees", "经度须在 -180 至 180 度、纬度须在 -90 至 90 度之间");
        return default;
    }

    private double Number(SurveyField field)
    {
        var utf8 = row[field];
        if (Utf8Parser.TryParse(utf8, out double value, out var used) && used == utf8.Length && double.IsFinite(value)) return value;
        Fail(field, Positions.System.IsPlane ? "a length as a decimal number" : "degrees as a decimal number",
            Positions.System.IsPlane ? "须为以长度单位表示的十进制数" : "须为以度为单位的十进制数");
        return 0;
    }

    /// <summary>The component with its grid and areas from the map.</summary>
    private Component? Placed(Component component)
    {
        if (options.UnitGrids is not { } map || reject is not null) return component;
        var placed = component.PlacedBy(map);
        if (placed is null) Fail(SurveyField.Longitude, $"no grid of the map holds {component.Location}", $"地图中没有网格包含 {component.Location}",
            component.Location.ToString());
        else if (component.Grid != default && !IsSame(component.Grid, placed.Grid))
            Fail(SurveyField.Grid, $"by the map the place is in {placed.Grid.ToShortString()}",
                $"按地图该位置属于 {placed.Grid.ToShortString()}");
        return placed;
    }

    private static bool IsSame(GridKey a, GridKey b) =>
        a == b || a.UnitGridCode.ToFifteenDigits() is var unitGrid && unitGrid != default && unitGrid == b.UnitGridCode.ToFifteenDigits();

    // A code alone is of the map's scheme; without a map it is a unit grid's.
    private static (GridKey Code, CodeProblem? Problem) GridOf(string text, GridMap? map)
    {
        var scheme = map is null || map.Grids.IsEmpty ? GridScheme.UnitGrid : map.Grids[0].Scheme;
        if (scheme != GridScheme.UnitGrid && !text.Contains(':', StringComparison.Ordinal)) text = $"{scheme}:{text}";
        return GridKey.TryParseShort(text, out var key) ? (key, null) : (default, GridKey.CheckShort(text));
    }

    private void Check(Component component, ClassKey key)
    {
        if (component.Id == default && key.Standard.Scheme == default && component.Grid.UnitGridCode == default) Fail(SurveyField.Grid,
            "without an identifier the unit grid is needed: its county is in the identifier", "无标识码时须有单元网格，以其县级区划编制标识码");
        if (reject is not null || ProblemOf(component, key) is not { } problem) return;
        Fail(SurveyColumns.TryFieldOf(problem.Attribute, out var field) ? field : SurveyField.Id, problem.Message.En, problem.Message.Zh);
    }

    /// <summary>
    /// The first thing that is not allowed; an identifier may still be to be given. In an own scheme the class's first one is as good.
    /// </summary>
    internal static ComponentProblem? ProblemOf(Component component, ClassKey key) =>
        (component.Id == default && key.Standard.Scheme != default ? component with { Id = ComponentId.Of(default, key, 1) } : component)
            .Problems().FirstOrDefault(problem => component.Id != default || problem.Attribute != SurveyColumns.CodeOf(SurveyField.Id));

    private ResponsibleBody? Body(SurveyField name, SurveyField code)
    {
        if (!row.Has(name) && !row.Has(code)) return null;
        return new ResponsibleBody(Text(name), row.Has(code) ? Code(code, bodyCodes) : null);
    }

    private AreaName? Area(SurveyField code, SurveyField name) => row.Has(code) ? new AreaName(Code(code, areas), Text(name)) : null;

    private ComponentState State()
    {
        var state = states.Of(row[SurveyField.State]);
        if (state == default) Fail(SurveyField.State, "a state is 完好, 破损, 丢失, 废弃 or 移除", "部件状态须为完好、破损、丢失、废弃或移除");
        return state;
    }

    private ComponentDataSource Source()
    {
        var source = sources.Of(row[SurveyField.DataSource]);
        if (source is null) Fail(SurveyField.DataSource, "a data source is 实测, 地形图, 基础地理数据 or 其他", "数据来源须为实测、地形图、基础地理数据或其他");
        return source ?? default;
    }

    private LocalDate? Day(SurveyField field)
    {
        if (!row.Has(field)) return null;
        var day = days.Of(row[field]);
        if (day is not { Year: >= 1900 and < 2200 })
            Fail(field, "a day is yyyymmdd, yyyy-mm-dd, 2026/3/1, 2026.3.1, 2026年3月1日 or a spreadsheet's day number, from 1900 to 2199",
                "日期须为 yyyymmdd、yyyy-mm-dd、2026/3/1、2026.3.1、2026年3月1日或表格日期序号，自 1900 至 2199 年");
        return day;
    }

    private PhotoList Photos()
    {
        if (!row.Has(SurveyField.Photos)) return default;
        var references = row.Text(SurveyField.Photos).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (references.Length <= PhotoList.MaxCount && Array.TrueForAll(references, PhotoList.IsValid)) return PhotoList.Of(references);
        Fail(SurveyField.Photos, $"at most {PhotoList.MaxCount} references of {PhotoList.MaxLength} characters",
            $"照片引用最多 {PhotoList.MaxCount} 个，每个 {PhotoList.MaxLength} 个字符");
        return default;
    }

    private string Text(SurveyField field)
    {
        var utf8 = row[field];
        if (utf8.IsEmpty) return "";
        if (field == SurveyField.ExternalId && CellText.IsRounded(utf8)) Fail(field, CellText.Rounded);
        else if (texts.Of(utf8) is { } text) return text;
        else if (CellText.IsError(row.Text(field))) Fail(field, "the spreadsheet could not work this cell out", "表格公式出错");
        else Fail(field, "a text has no control characters", "文本不得含控制字符");
        return "";
    }

    private T Code<T>(SurveyField field, Utf8Pool<(T Code, CodeProblem? Problem)> pool)
    {
        var (code, problem) = pool.Of(row[field]);
        if (problem is not null) Fail(field, problem);
        return code;
    }

    private static bool IsText(string text) =>
        !CellText.IsError(text) && !text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r'));

    private void Fail(SurveyField field, CodeProblem? problem) =>
        Fail(field, CellText.IsRounded(row[field]) ? CellText.Rounded : problem?.Message ?? CellText.Rounded);

    private void Fail(SurveyField field, LocalizedText reason) => Fail(field, reason.En, reason.Zh);

    private void Fail(SurveyField field, string en, string zh, string? value = null) =>
        reject ??= SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), value ?? row.Text(field), en, zh);
}
