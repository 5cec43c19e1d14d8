using System.CommandLine;
using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Cli.Grids;
using CityKit.Components.Catalogues;
using CityKit.Grids.Maps;
using CityKit.Import.Surveys;
using CityKit.Shared.Cities;
using NodaTime.Text;
using NodaTime;

namespace CityKit.Cli.Components;

/// <summary>The options that say what a survey's file is.</summary>
internal sealed class SurveyChoice
{
    private const int MostCatalogueBytes = 16 << 20;

    internal Argument<string> File { get; } = new("FILE") { Description = "The survey: CSV, or GeoJSON points; .gz too. 普查文件。" };

    internal Option<string> Database { get; } = ComponentOptions.Database();

    private Option<string?> Name { get; } = new("--survey") { Description = "The survey's name, which stands in every entry. Unless told, the file's. 普查名称。", HelpName = "NAME" };

    private Option<string?> On { get; } = new("--on") { Description = "The day the survey speaks of; today unless told. 普查日期。", HelpName = "YYYY-MM-DD" };

    private Option<string?> Format { get; } = new("--format") { Description = "csv or geojson; unless told, by the file's name. 文件格式。" };

    private Option<string> Separator { get; } = new("--separator") { Description = "What separates the fields of CSV. 分隔符。", DefaultValueFactory = _ => ",", HelpName = "CHARACTER" };

    private Option<string[]> Column { get; } = new("--column") { Description = "A column of the file for an attribute, such as --column lng=LON; again for more. 列名对照。", HelpName = "NAME=ATTRIBUTE" };

    private Option<string?> Encoding { get; } = CommonOptions.Encoding();

    private SystemChoice Positions { get; } = new();

    private Option<string?> Map { get; } = new("--map") { Description = "Unit grids (GeoJSON) that grid and areas are filled in from. 单元网格地图。", HelpName = "F.geojson" };

    private Option<string> Code { get; } = new("--code") { Description = "The property of the map with the grid's code. 代码属性名。", DefaultValueFactory = _ => "code", HelpName = "PROPERTY" };

    private Option<string?> Catalogue { get; } = new("--catalogue") { Description = "The classes that may occur: 47678, 30428, or a catalogue's or profile's JSON file; any unless told. 分类目录。", HelpName = "F.json" };

    /// <summary>Adds them; a preview needs no registry, and recognises what others have to be told.</summary>
    internal void AddTo(Command command, bool isPreview = false)
    {
        Format.AcceptOnlyFromAmong("csv", "geojson");
        command.Add(File);
        foreach (var option in isPreview ? [] : new Option[] { Database, Name, Format, Separator, Column }) command.Add(option);
        foreach (var option in new Option[] { On, Encoding, Map, Code, Catalogue }) command.Add(option);
        Positions.AddTo(command);
    }

    internal Encoding? EncodingOf(ParseResult parsed) => CommonOptions.EncodingOf(parsed.GetValue(Encoding) ?? Positions.MappingOf(parsed)?.Encoding);

    internal SurveyOptions Of(ParseResult parsed, Terminal terminal)
    {
        if (Positions.MappingOf(parsed) is not { } mapping) return Positions.Apply(parsed, WithFormat(parsed, Named(parsed, terminal)));
        if (new Option[] { Format, Separator, Column }.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is not { } twice) return Positions.Apply(parsed, mapping.ApplyTo(Named(parsed, terminal)));
        throw new ToolException($"{twice.Name} is in the mapping file: change it there. {twice.Name} 由映射文件规定，请在其中修改。");
    }

    /// <summary>The options and the mapping, of a file whose mapping may still have to be guessed.</summary>
    internal (SurveyOptions Options, SurveyMapping? Mapping) Unmapped(ParseResult parsed, Terminal terminal)
    {
        var options = Positions.Apply(parsed, Named(parsed, terminal));
        var mapping = Positions.MappingOf(parsed);
        return (options, mapping is null ? null : mapping with { System = options.System ?? mapping.System, Axes = options.Axes ?? mapping.Axes });
    }

    private SurveyOptions Named(ParseResult parsed, Terminal terminal) => new()
    {
        Name = parsed.GetValue(Name) ?? Path.GetFileName(parsed.GetValue(File)!),
        On = parsed.GetValue(On) is { } text ? ComponentOptions.Day(text, "--on") : LocalDate.FromDateTime(terminal.Time.GetLocalNow().DateTime),
        UnitGrids = parsed.GetValue(Map) is { } map ? new GridMap(MapInput.ReadAndName(terminal, new MapChoice(map, parsed.GetValue(Code)!, "unit-grid")).Grids) : null,
        Catalogue = parsed.GetValue(Catalogue) is { } catalogue ? ReadCatalogue(catalogue) : null,
    };

    private SurveyOptions WithFormat(ParseResult parsed, SurveyOptions options) => options with
    {
        Format = FormatOf(parsed),
        Separator = parsed.GetValue(Separator) is [var one] && one < 128 ? one : throw new ToolException("--separator is one ASCII character. 分隔符须为一个 ASCII 字符。"),
        Columns = (parsed.GetValue(Column) ?? []).Aggregate(SurveyColumns.Standard, With),
    };

    internal static ClassCatalogue ReadCatalogue(string choice)
    {
        if (choice == "47678") return ClassCatalogue.GbT47678;
        if (choice == "30428") return ClassCatalogue.GbT30428;
        var bytes = WholeFile.Read(choice, MostCatalogueBytes);
        if (ClassCatalogue.Read(bytes, out var errors) is { } catalogue) return catalogue;
        return CityProfile.Read(bytes, out var wrong)?.Catalogue ?? throw new ToolException($"{choice} is no catalogue: {errors}\nand no profile: {wrong}");
    }

    private SurveyFormat FormatOf(ParseResult parsed)
    {
        var name = parsed.GetValue(Format) ?? parsed.GetValue(File)!;
        if (name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase)) name = name[..^3];
        if (name.EndsWith("json", StringComparison.OrdinalIgnoreCase)) return SurveyFormat.GeoJson;
        return name.EndsWith("csv", StringComparison.OrdinalIgnoreCase) ? SurveyFormat.Csv : throw new ToolException($"{name}: name the format with --format csv or --format geojson. 请以 --format 指明格式。");
    }

    private static SurveyColumns With(SurveyColumns columns, string text)
    {
        if (text.Split('=') is [{ Length: > 0 } name, var code] && SurveyColumns.TryFieldOf(code, out var field)) return columns.With(name, field);
        throw new ToolException(string.Create(CultureInfo.InvariantCulture, $"--column {text}: NAME=ATTRIBUTE, the attribute by the standard's abbreviation, such as lng=LON. 列名对照的写法为 列名=字段代码。"));
    }
}
