using CityKit.Core;

namespace CityKit.Cases.Text;

/// <summary>What values in a city's files look like, for the errors of several readers.</summary>
internal static class ConfigForms
{
    internal static LocalizedText Class { get; } =
        new("分类，如 GB/T 30428.2-2013:component:0305", "a class such as 'GB/T 30428.2-2013:component:0305'");

    internal static LocalizedText Limit { get; } = new("时限，如 4工作时", "a limit such as '4 work hours' or '4工作时'");

    internal static LocalizedText KnownClass { get; } = new("分类目录中的分类", "a class of the catalogue");

    internal static LocalizedText Role { get; } = new("角色名称", "a role's name");

    internal static LocalizedText EachOnce { get; } = new("每项只出现一次", "each once");

    internal static LocalizedText IdOnce { get; } = new("每个标识只出现一次", "each id once");
}
