using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Text;
using CityKit.Core.Text;
using CityKit.Import.Systems;
using CityKit.Shared.Cities;

namespace CityKit.Cli;

/// <summary>The options that many commands have, said the same way.</summary>
internal static class CommonOptions
{
    private const int MostSystemBytes = 64 << 10; // of a .prj file

    internal static Option<bool> Json() => new("--json") { Description = "JSON on the output instead of text. 输出 JSON。" };

    /// <summary>What a text file is written in.</summary>
    internal static Option<string?> Encoding() => new("--encoding")
    {
        Description = "The file's encoding: utf-8, gb18030 (gbk), utf-16, big5, …; recognised by default. 文件编码。",
        HelpName = "NAME",
    };

    /// <summary>The encoding that an option names; null to recognise it.</summary>
    internal static Encoding? EncodingOf(string? name, string option = "--encoding") => name is null ? null
        : TextEncodings.Find(name)
            ?? throw new ToolException($"{option} {name} is not known: utf-8, gb18030 (gbk), utf-16, utf-16be, big5. "
                + $"{option} 的编码 {name} 未知，可用：utf-8、gb18030（gbk）、utf-16、utf-16be、big5。");

    /// <summary>The system that an option names: by name, number or WKT, or in a .prj file.</summary>
    internal static CoordinateSystem SystemOf(string name, string option = "--system")
    {
        if (name.EndsWith(".prj", StringComparison.OrdinalIgnoreCase))
            name = System.Text.Encoding.UTF8.GetString(WholeFile.Read(name, MostSystemBytes));
        var system = CoordinateSystem.Read(name, out var refusal);
        return (refusal ?? system!.Refusal) is { } why ? throw new ToolException($"{option}: {why.Message}") : system!;
    }

    /// <summary>An age in whole days, such as <c>90d</c>.</summary>
    internal static Option<int?> Days(string name, string description) =>
        new(name) { Description = description, CustomParser = ParseDays, HelpName = "DAYS" };

    private static int? ParseDays(ArgumentResult given)
    {
        const int Most = 36_500;
        var text = given.Tokens[0].Value;
        if (text.EndsWith('d') && int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= Most)
            return days;
        given.AddError($"An age is 0d to 36500d, not '{text}'. 天数须为 0d 至 36500d，而非“{text}”。");
        return null;
    }

    /// <summary>How wide a picture is, in pixels.</summary>
    internal static Option<int> Width() => new("--width")
    {
        Description = "The picture's width, 200 to 10000 pixels. 图宽（像素）。",
        DefaultValueFactory = _ => 1_200, CustomParser = ParseWidth, HelpName = "PIXELS",
    };

    private static int ParseWidth(ArgumentResult given)
    {
        var text = given.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var pixels) && pixels is >= 200 and <= 10_000) return pixels;
        given.AddError($"--width must be 200 to 10000 pixels, not '{text}'. --width 须为 200 至 10000 像素，而非“{text}”。");
        return 0;
    }
}
