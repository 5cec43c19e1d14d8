using CityKit.Modules;

namespace CityKit.BuiltIn;

/// <summary>The parameters that several queries take, each with the one text that says what it is.</summary>
internal static class CommonParameters
{
    internal static QueryParameter Rule { get; } = QueryParameter.Text("rule", "the rule's id", "规则编号");

    internal static QueryParameter Grid { get; } =
        QueryParameter.Text("grid", "the first digits of the unit grid", "单元网格代码的前若干位");

    internal static QueryParameter Class { get; } = QueryParameter.Text(
        "class", "the class, such as GB/T 47678.5-2026:matter:06010", "类别，如 GB/T 47678.5-2026:matter:06010");

    internal static QueryParameter Machine { get; } = QueryParameter.Text("machine", "the account of the machine", "机器账号");

    internal static QueryParameter PeriodFrom { get; } = QueryParameter.Instant("from", "the period's start", "统计时段起");

    internal static QueryParameter PeriodUntil { get; } =
        QueryParameter.Instant("until", "the period's end, not in it", "统计时段止（不含）");
}
