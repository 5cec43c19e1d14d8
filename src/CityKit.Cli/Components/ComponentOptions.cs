using System.Globalization;
using System.CommandLine;
using CityKit.Components;
using CityKit.Components.Nearest;
using CityKit.Components.Registry;
using CityKit.Core;
using CityKit.Sqlite;
using NodaTime;
using NodaTime.Text;

namespace CityKit.Cli.Components;

/// <summary>Options that several component commands have.</summary>
internal static class ComponentOptions
{
    internal static Option<string> Database() => new("--db")
    {
        Description = "The registry's file. 部件库文件。",
        Required = true, HelpName = "F",
    };

    internal static Option<string[]> Classes() =>
        new("--class") { Description = "Only this class (01037, of an own scheme nyc-01043) or major class (01); again for more. 分类。",
            HelpName = "CODE" };

    internal static LocalDate Day(string text, string option) =>
        LocalDatePattern.Iso.Parse(text) is { Success: true } day ? day.Value
            : throw new ToolException($"{option} {text} is no day: yyyy-mm-dd. {option} 的值“{text}”不是日期，应为 yyyy-mm-dd。");

    internal static GeoPoint Place(double longitude, double latitude) => GeoPoint.TryFromDegrees(longitude, latitude, out var place) ? place
        : throw new ToolException($"{longitude}, {latitude} is no place: longitude -180 to 180, latitude -90 to 90 degrees. 经纬度超出范围。");

    internal static Option<string[]> States() => new("--state")
    {
        Description = "Only in this state, a term of the standard; again for more. 状态：完好、破损、丢失、废弃。",
        HelpName = "STATE",
    };

    /// <summary>The filter of some codes and states; null for none.</summary>
    internal static ClassFilter? Filter(string[]? codes, string[]? states) =>
        states is null or [] ? Filter(codes) : (Filter(codes) ?? ClassFilter.Any).InStates(Array.ConvertAll(states, State));

    /// <summary>The filter of some codes; null for none.</summary>
    internal static ClassFilter? Filter(string[]? codes)
    {
        if (codes is null or []) return null;
        if (codes.All(code => code.Length == 2 && int.TryParse(code, CultureInfo.InvariantCulture, out var major) && major > 0))
            return ClassFilter.OfMajors(Array.ConvertAll(codes, int.Parse));
        return ClassFilter.Of(Array.ConvertAll(codes, Class));
    }

    internal static ClassKey Class(string code) =>
        ClassKey.TryParseShort(code, out var key) ? key
            : throw new ToolException($"--class {code} is no class: 5 digits (GB/T 47678.5), 4 (GB/T 30428.2), nyc-01043 of an own scheme, "
                + "or 2 digits for a major class; do not mix the last with the others. "
                + $"分类代码 {code} 无效：应为 5 位（GB/T 47678.5）、4 位（GB/T 30428.2）、自有体系如 nyc-01043，或 2 位大类（不与其他混用）。");

    private static ComponentState State(string term) => ComponentTerms.TryReadState(term, out var state) ? state
        : throw new ToolException($"--state {term} is no state: 完好 (intact), 破损 (broken), 丢失 (lost), 废弃 (abandoned). "
            + $"状态“{term}”无效，须为完好、破损、丢失或废弃。");

    /// <summary>Opens a registry that must be there.</summary>
    internal static ValueTask<ComponentRegistry> OpenAsync(string database, CancellationToken cancel) =>
        ComponentRegistry.OpenAsync(new SqliteComponentStore(Existing(database)), null, cancel);

    /// <summary>The file of a registry that must be there.</summary>
    internal static string Existing(string database) => File.Exists(database) ? database
        : throw new ToolException($"There is no registry {database}; 'component import' makes one. "
            + $"没有部件库 {database}，可用 component import 建立。");
}
