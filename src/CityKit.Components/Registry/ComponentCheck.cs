using CityKit.Core;
using CityKit.Core.Codes;

namespace CityKit.Components.Registry;

/// <summary>Holds a component to GB/T 47678.5-2026 table 2: what is mandatory, lengths, and codes that fit each other.</summary>
internal static class ComponentCheck
{
    private const int NameLength = 30;
    private const int BodyLength = 100;
    private const int NoteLength = 1_000;
    private const int AreaLength = 50;
    private const int ExternalIdLength = 64;

    internal static List<ComponentProblem> Of(Component component)
    {
        List<ComponentProblem> problems = [];
        if (component.Id == default) Add(problems, "GLBJBSM", "A component has an identifier.", "部件须有标识码。");
        Required(problems, "GLBJMC", component.Name, NameLength);
        CheckBodies(component, problems);
        CheckPlace(component, problems);
        if (component.State.ToTerm().Length == 0) Add(problems, "GLBJZT", $"{(int)component.State} is no state.", $"{(int)component.State} 不是部件状态。");
        if (component.Changed < component.FirstSurveyed)
            Add(problems, "BGRQ", $"Changed on {component.Changed:R}, before the first survey on {component.FirstSurveyed:R}.", $"变更日期 {component.Changed:R} 早于初始日期 {component.FirstSurveyed:R}。");
        AtMost(problems, "BZ", component.Note, NoteLength);
        AtMost(problems, "YBSM", component.ExternalId, ExternalIdLength);
        return problems;
    }

    private static void CheckBodies(Component component, List<ComponentProblem> problems)
    {
        Required(problems, "ZGBMMC", component.Department.Name, BodyLength);
        if (component.Department.Code is null) Add(problems, "ZGBMDM", "The competent department needs its unified social credit code.", "主管部门须有统一社会信用代码。");
        if (component.Owner is { } owner) Required(problems, "QSDWMC", owner.Name, BodyLength);
        if (component.Maintainer is { } maintainer) Required(problems, "YHDWMC", maintainer.Name, BodyLength);
    }

    private static void CheckPlace(Component component, List<ComponentProblem> problems)
    {
        if (component.Grid == default) Add(problems, "SZDYWGBSM", "A component stands in a unit grid.", "部件须属于单元网格。");
        else if (component.Id != default && !component.Id.Area.At(AreaLevel.City).Contains(component.Grid.Community)) // the city: counties merge, identifiers stay
            Add(problems, "SZDYWGBSM", $"Unit grid {component.Grid} is not in the city of identifier {component.Id}.", $"单元网格 {component.Grid} 不在标识码 {component.Id} 所属城市内。");
        CheckArea(component, problems, component.Street, AreaLevel.Street, "SZJD");
        CheckArea(component, problems, component.Community, AreaLevel.Community, "SZSQ");
    }

    private static void CheckArea(Component component, List<ComponentProblem> problems, AreaName? area, AreaLevel level, string prefix)
    {
        if (area is not { } named) return;
        AtMost(problems, prefix + "MC", named.Name ?? "", AreaLength);
        if (named.Code.Level != level || component.Grid != default && !named.Code.Contains(component.Grid.Community))
            Add(problems, prefix + "DM", $"{named.Code} is not the {level} of unit grid {component.Grid}.", $"{named.Code} 与单元网格 {component.Grid} 不符。");
    }

    private static void Required(List<ComponentProblem> problems, string attribute, string text, int limit)
    {
        if (string.IsNullOrWhiteSpace(text)) Add(problems, attribute, "The text is empty.", "内容为空。");
        AtMost(problems, attribute, text ?? "", limit);
    }

    private static void AtMost(List<ComponentProblem> problems, string attribute, string text, int limit)
    {
        if (text.Length > limit) Add(problems, attribute, $"{text.Length} characters; at most {limit}.", $"共 {text.Length} 个字符，最多 {limit} 个。");
    }

    private static void Add(List<ComponentProblem> problems, string attribute, string en, string zh) => problems.Add(new ComponentProblem(attribute, new LocalizedText(zh, en)));
}
