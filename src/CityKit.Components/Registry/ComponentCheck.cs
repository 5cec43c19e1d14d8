using CityKit.Core;
using CityKit.Core.Codes;
using CityKit.Grids.Codes;
using CityKit.Grids.Maps;

namespace CityKit.Components.Registry;

/// <summary>
/// Holds a component to GB/T 47678.5-2026 table 2: what is mandatory, lengths, and codes that fit each other. With an id of an own scheme
/// no code of China's has to be there.
/// </summary>
internal static class ComponentCheck
{
    private const int NameLength = 30;
    private const int OwnNameLength = 100; // no standard's: English names are longer
    private const int BodyLength = 100;
    private const int NoteLength = 1_000;
    private const int AreaLength = 50;
    private const int ExternalIdLength = 64;

    internal static List<ComponentProblem> Of(Component component)
    {
        List<ComponentProblem> problems = [];
        if (component.Id == default) Add(problems, "GLBJBSM", "A component has an identifier.", "部件须有标识码。");
        Required(problems, "GLBJMC", component.Name, IsOwn(component) ? OwnNameLength : NameLength);
        CheckBodies(component, problems);
        CheckPlace(component, problems);
        if (component.State.ToTerm().Length == 0)
            Add(problems, "GLBJZT", $"{(int)component.State} is no state.", $"{(int)component.State} 不是部件状态。");
        if (component.Changed < component.FirstSurveyed)
            Add(problems, "BGRQ", $"Changed on {component.Changed:R}, before the first survey on {component.FirstSurveyed:R}.",
                $"变更日期 {component.Changed:R} 早于初始日期 {component.FirstSurveyed:R}。");
        AtMost(problems, "BZ", component.Note, NoteLength);
        AtMost(problems, "YBSM", component.ExternalId, ExternalIdLength);
        return problems;
    }

    private static void CheckBodies(Component component, List<ComponentProblem> problems)
    {
        Required(problems, "ZGBMMC", component.Department.Name, BodyLength);
        if (component.Department.Code is null && !IsOwn(component))
            Add(problems, "ZGBMDM", "The competent department needs its unified social credit code.", "主管部门须有统一社会信用代码。");
        if (component.Owner is { } owner) Required(problems, "QSDWMC", owner.Name, BodyLength);
        if (component.Maintainer is { } maintainer) Required(problems, "YHDWMC", maintainer.Name, BodyLength);
    }

    private static void CheckPlace(Component component, List<ComponentProblem> problems)
    {
        var unitGrid = component.Grid.UnitGridCode;
        if (!IsOwn(component)) CheckUnitGrid(component, unitGrid, problems);
        else if (component.Grid is { Scheme: var scheme, Code: { } code } && Grid.CheckCode(scheme,
            code) is { } wrong) problems.Add(new ComponentProblem("SZDYWGBSM", wrong.Message));
        CheckArea(problems, component.Street, unitGrid, AreaLevel.Street, "SZJD");
        CheckArea(problems, component.Community, unitGrid, AreaLevel.Community, "SZSQ");
    }

    private static void CheckUnitGrid(Component component, UnitGridCode unitGrid, List<ComponentProblem> problems)
    {
        if (component.Grid == default) Add(problems, "SZDYWGBSM", "A component is in a unit grid.", "部件须属于单元网格。");
        else if (unitGrid == default)
            Add(problems, "SZDYWGBSM", $"{component.Grid} is not a unit grid, which a component of GB/T is in.",
                $"{component.Grid} 不是单元网格；国标部件须属于单元网格。");
        else if (component.Id != default
            && !component.Id.Area.At(AreaLevel.City).Contains(unitGrid.Community)) // the city: counties merge, identifiers stay
            Add(problems, "SZDYWGBSM", $"Unit grid {unitGrid} is not in the city of identifier {component.Id}.",
                $"单元网格 {unitGrid} 不在标识码 {component.Id} 所属城市内。");
    }

    private static void CheckArea(List<ComponentProblem> problems, AreaName? area, UnitGridCode unitGrid, AreaLevel level, string prefix)
    {
        if (area is not { } named) return;
        AtMost(problems, prefix + "MC", named.Name ?? "", AreaLength);
        if (named.Code.Level != level || unitGrid != default && !named.Code.Contains(unitGrid.Community))
            Add(problems, prefix + "DM", $"{named.Code} is not the {level} of unit grid {unitGrid}.", $"{named.Code} 与单元网格 {unitGrid} 不符。");
    }

    private static bool IsOwn(Component component) => component.Id.Scheme != default;

    private static void Required(List<ComponentProblem> problems, string attribute, string text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(problems, attribute, "The text is empty.", "内容为空。");
        AtMost(problems, attribute, text ?? "", limit);
    }

    private static void AtMost(List<ComponentProblem> problems, string attribute, string text, int limit)
    {
        if (text.Length > limit)
            Add(problems, attribute, $"{text.Length} characters; at most {limit}.", $"共 {text.Length} 个字符，最多 {limit} 个。");
    }

    private static void Add(List<ComponentProblem> problems, string attribute, string en, string zh) =>
        problems.Add(new ComponentProblem(attribute, new LocalizedText(zh, en)));
}
