using System.Buffers.Text;
using System.Text;
using CityKit.Components;
using CityKit.Components.Catalogues;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Import.Systems;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Import.Surveys;

/// <summary>Makes components of rows. The first thing wrong with a row is its reject.</summary>
internal sealed class SurveyParser(SurveyOptions options)
{
    private static readonly LocalDatePattern Compact = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    // The standard's own class for a code of 5 or 4 digits; null when it is none, or the catalogue does not have it.
    private readonly Utf8Pool<ClassKey?> classes = new(text => ClassOf(text, options.Catalogue));
    private readonly Utf8Pool<string?> texts = new(text => text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r')) ? null : text);
    private readonly Utf8Pool<(UnifiedSocialCreditCode Code, CodeProblem? Problem)> bodyCodes = new(text => UnifiedSocialCreditCode.TryParse(text, null, out var code) ? (code, null) : (default, UnifiedSocialCreditCode.Check(text)));
    private readonly Utf8Pool<(UnitGridCode Code, CodeProblem? Problem)> grids = new(text => UnitGridCode.TryParse(text, null, out var code) ? (code, null) : (default, UnitGridCode.Check(text)));
    private readonly Utf8Pool<(AreaCode Code, CodeProblem? Problem)> areas = new(text => AreaCode.TryParse(text, null, out var code) ? (code, null) : (default, AreaCode.Check(text)));
    private readonly Utf8Pool<LocalDate?> days = new(text => Compact.Parse(text) is { Success: true } compact ? compact.Value : LocalDatePattern.Iso.Parse(text) is { Success: true } iso ? iso.Value : null);
    private readonly Utf8Pool<ComponentState> states = new(text => ComponentTerms.TryReadState(text, out var state) ? state : 0);
    private readonly Utf8Pool<ComponentDataSource?> sources = new(text => ComponentTerms.TryReadSource(text, out var source) ? source : null);
    private SurveyRow row = new();
    private SurveyReject? reject;
    private ClassKey lastKey; // a file is of one standard

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
        var (id, key) = reject is null ? Key() : default;
        var location = Location();
        var component = reject is null ? Placed(Described(id, key, location), key) : null;
        if (reject is null && !isPartial) Check(component!, id);
        problem = reject;
        return problem is null ? new SurveyedRow(row.Number, component!, key, component!.FirstSurveyed, Given) : default;
    }

    private uint Given => options.UnitGrids is null ? row.Given : row.Given | 1u << (int)SurveyField.Grid | 1u << (int)SurveyField.StreetCode | 1u << (int)SurveyField.CommunityCode;

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

    private (ComponentId Id, ClassKey Class) Key()
    {
        var (field, id) = (SurveyField.Id, default(ComponentId));
        if (row.Has(SurveyField.Id)) id = Id();
        else if (row.Has(SurveyField.Class)) field = SurveyField.Class;
        else Fail(SurveyField.Id, "a component has an identifier, or a class to get one", "部件须有标识码，或有部件代码以编制标识码");
        if (reject is not null) return default;
        var code = row[field];
        var key = classes.Of(field == SurveyField.Class ? code : code[6..^6]);
        if (key is null) Fail(field, options.Catalogue is { } known ? $"a component class of: {known.Label.En}" : "a class code of 5 or 4 digits", options.Catalogue is { } list ? $"须为分类目录（{list.Label.Zh}）中的部件分类" : "分类代码须为 5 或 4 位数字");
        if (key is { } found && reject is null) CheckStandard(field, found);
        return (id, key ?? default);
    }

    /// <summary>A code whose leading zero a spreadsheet took away must not become a class of the older standard.</summary>
    private void CheckStandard(SurveyField field, ClassKey key)
    {
        if (key == lastKey) return;
        if (WithoutItsZero(key) is { } meant)
            Fail(field, $"{key.Code} is no class of {key.Standard}; {meant.Key.Code} is {meant.Name.En}: the leading zero is missing", $"{key.Code} 不是 {key.Standard} 的分类；{meant.Key.Code} 为{meant.Name.Zh}，首位 0 丢失");
        else if (lastKey != default && lastKey.Standard != key.Standard)
            Fail(field, $"the rows before are of {lastKey.Standard}, this one is of {key.Standard}: a file is of one standard", $"此前各行按 {lastKey.Standard}，本行按 {key.Standard}；同一文件须按同一标准");
        else lastKey = key;
    }

    /// <summary>The class of the newer standard that a code means which the older one does not have; null for every other.</summary>
    private static CatalogueClass? WithoutItsZero(ClassKey key) => key.Standard == CatalogueStandard.GbT30428 && ClassCatalogue.GbT30428.FindComponent(key.Code) is null
        ? ClassCatalogue.GbT47678.FindComponent("0" + key.Code)
        : null;

    private ComponentId Id()
    {
        Span<char> text = stackalloc char[32];
        var utf8 = row[SurveyField.Id];
        var problem = ComponentId.Check(text[..Encoding.UTF8.GetChars(utf8[..Math.Min(utf8.Length, text.Length)], text)]);
        if (problem is null && Utf8Parser.TryParse(utf8, out long digits, out _)) return ComponentId.FromInt64(digits);
        Fail(SurveyField.Id, problem);
        return default;
    }

    private GeoPoint Location()
    {
        var (x, y) = (Number(SurveyField.Longitude), Number(SurveyField.Latitude));
        if (x == 0 && y == 0) Fail(SurveyField.Longitude, "0, 0 is no place in a city: the position is missing", "坐标 0, 0 表示位置缺失");
        if (reject is not null) return default;
        if (Positions.System.TryToWgs84(x, y, Positions.Reading, out var place)) return place;
        if (Positions.System.IsPlane) Fail(SurveyField.Longitude, FormattableString.Invariant($"{x}, {y}") + $" is no place in {Positions.System.Short}", FormattableString.Invariant($"{x}, {y}") + $" 不在 {Positions.System.Short} 的范围内");
        else Fail(Math.Abs(x) > 180 ? SurveyField.Longitude : SurveyField.Latitude, "longitude is -180 to 180 and latitude -90 to 90 degrees", "经度须在 -180 至 180 度、纬度须在 -90 至 90 度之间");
        return default;
    }

    private double Number(SurveyField field)
    {
        var utf8 = row[field];
        if (Utf8Parser.TryParse(utf8, out double value, out var used) && used == utf8.Length && double.IsFinite(value)) return value;
        Fail(field, Positions.System.IsPlane ? "a length as a decimal number" : "degrees as a decimal number", Positions.System.IsPlane ? "须为以长度单位表示的十进制数" : "须为以度为单位的十进制数");
        return 0;
    }

    /// <summary>The component with its grid and areas from the map.</summary>
    private Component? Placed(Component component, ClassKey key)
    {
        if (options.UnitGrids is not { } map || reject is not null) return component;
        var placed = component.PlacedBy(map);
        if (placed is null) Fail(SurveyField.Longitude, $"no unit grid of the map holds {component.Location}", $"地图中没有单元网格包含 {component.Location}", component.Location.ToString());
        else if (component.Grid != default && component.Grid.ToFifteenDigits() != placed.Grid.ToFifteenDigits())
            Fail(SurveyField.Grid, $"by the map the place lies in {placed.Grid}", $"按地图该位置属于 {placed.Grid}");
        return placed;
    }

    // Without an id yet, what the id must agree with is checked with the first one of the grid's county.
    private void Check(Component component, ComponentId id)
    {
        if (id == default && component.Grid == default) Fail(SurveyField.Grid, "without an identifier the unit grid is needed: its county is in the identifier", "无标识码时须有单元网格，以其县级区划编制标识码");
        if (reject is not null || ProblemOf(component) is not { } problem) return;
        Fail(SurveyColumns.TryFieldOf(problem.Attribute, out var field) ? field : SurveyField.Id, problem.Message.En, problem.Message.Zh);
    }

    /// <summary>The first thing the standard does not allow; an identifier may still be to be given.</summary>
    internal static ComponentProblem? ProblemOf(Component component) =>
        component.Problems().FirstOrDefault(problem => component.Id != default || problem.Attribute != SurveyColumns.CodeOf(SurveyField.Id));

    private ResponsibleBody? Body(SurveyField name, SurveyField code)
    {
        if (!row.Has(name) && !row.Has(code)) return null;
        return new ResponsibleBody(Text(name), row.Has(code) ? Code(code, bodyCodes) : null);
    }

    private AreaName? Area(SurveyField code, SurveyField name) => row.Has(code) ? new AreaName(Code(code, areas), Text(name)) : null;

    private ComponentState State()
    {
        var state = states.Of(row[SurveyField.State]);
        if (state == 0) Fail(SurveyField.State, "a state is 完好, 破损, 丢失, 废弃 or 移除", "部件状态须为完好、破损、丢失、废弃或移除");
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
        if (day is not { Year: >= 1900 and < 2200 }) Fail(field, "a day is yyyymmdd or yyyy-mm-dd, from 1900 to 2199", "日期须为 yyyymmdd 或 yyyy-mm-dd，自 1900 至 2199 年");
        return day;
    }

    private PhotoList Photos()
    {
        if (!row.Has(SurveyField.Photos)) return default;
        var references = row.Text(SurveyField.Photos).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (references.Length <= PhotoList.MaxCount && Array.TrueForAll(references, PhotoList.IsValid)) return PhotoList.Of(references);
        Fail(SurveyField.Photos, $"at most {PhotoList.MaxCount} references of {PhotoList.MaxLength} characters", $"照片引用最多 {PhotoList.MaxCount} 个，每个 {PhotoList.MaxLength} 个字符");
        return default;
    }

    private string Text(SurveyField field)
    {
        var utf8 = row[field];
        if (utf8.IsEmpty) return "";
        if (texts.Of(utf8) is { } text) return text;
        Fail(field, "a text has no control characters", "文本不得含控制字符");
        return "";
    }

    private T Code<T>(SurveyField field, Utf8Pool<(T Code, CodeProblem? Problem)> pool)
    {
        var (code, problem) = pool.Of(row[field]);
        if (problem is not null) Fail(field, problem);
        return code;
    }

    private void Fail(SurveyField field, CodeProblem? problem) => Fail(field, problem?.Message.En ?? "", problem?.Message.Zh ?? "");

    private void Fail(SurveyField field, string en, string zh, string? value = null) =>
        reject ??= SurveyReject.Of(row.Number, SurveyColumns.CodeOf(field), value ?? row.Text(field), en, zh);

    private static ClassKey? ClassOf(string code, ClassCatalogue? catalogue)
    {
        var standard = code.Length == 4 ? CatalogueStandard.GbT30428 : CatalogueStandard.GbT47678;
        return ClassKey.TryOf(standard, ClassKind.Component, code, out var key) && (catalogue is null || catalogue.Find(key) is not null) ? key : null;
    }
}
