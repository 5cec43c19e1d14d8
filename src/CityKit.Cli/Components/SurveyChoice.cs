using System.CommandLine;
using System.Globalization;
using System.Text;
using CityKit.Cli.Files;
using CityKit.Cli.Grids;
using CityKit.Components;
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

    internal Argument<string> File { get; } = new("FILE")
    {
        Description = "The survey: CSV, Excel, GeoPackage, Shapefile or GeoJSON points; .gz and .zip of one too. 普查文件。",
    };

    internal Option<string> Database { get; } = ComponentOptions.Database();

    private Option<string?> Name { get; } = new("--survey")
    {
        Description = "The survey's name, which is in every entry; the file's by default. 普查名称。",
        HelpName = "NAME",
    };

    private Option<string?> On { get; } = new("--on")
    {
        Description = "The day of the survey; today by default. 普查日期。",
        HelpName = "YYYY-MM-DD",
    };

    private Option<string?> Format { get; } = new("--format") { Description = "csv or geojson, for a text that is not recognised. 文件格式。" };

    private Option<string?> Separator { get; } = new("--separator")
    {
        Description = "What separates the fields of CSV; recognised by default. 分隔符。",
        HelpName = "CHARACTER",
    };

    private Option<string?> Layer { get; } = new("--layer") { Description = "The layer of a GeoPackage or the sheet of a workbook. 图层或工作表。",
        HelpName = "NAME" };

    private Option<int?> HeaderRow { get; } = new("--header")
    {
        Description = "The row that names the columns; recognised by default. 表头行号。",
        HelpName = "ROW",
    };

    private Option<string[]> Column { get; } = new("--column")
    {
        Description = "A column of the file for an attribute, such as --column lng=LON; again for more. 列名对照。",
        HelpName = "NAME=ATTRIBUTE",
    };

    private Option<string?> Encoding { get; } = CommonOptions.Encoding();

    private SystemChoice Positions { get; } = new();

    private Option<string?> Map { get; } = new("--map")
    {
        Description = "Grids that grid and areas are filled in from: GeoJSON, Shapefile, GeoPackage, CSV or Excel with WKT. "
            + "用于补填网格与区划的网格地图。",
        HelpName = "F",
    };

    private MapFileOptions MapFile { get; } = new();

    private Option<string> MapScheme { get; } = new("--map-scheme")
    {
        Description = "What the map's grids are; with --id-scheme any, such as basic-grid. 网格地图的体系。",
        DefaultValueFactory = _ => "unit-grid", HelpName = "NAME",
    };

    private Option<string?> IdScheme { get; } = new("--id-scheme")
    {
        Description = "Whose identifiers, in a city outside GB/T: 2 to 4 of a-z, 0-9, such as nyc. 标识码体系。",
        HelpName = "NAME",
    };

    private Option<string> Code { get; } = new("--code")
    {
        Description = "The property of the map with the grid's code. 网格地图的代码属性名。",
        DefaultValueFactory = _ => "code", HelpName = "PROPERTY",
    };

    private Option<string?> Catalogue { get; } = new("--catalogue")
    {
        Description = "The classes that may occur: 47678, 30428, or a catalogue's or profile's JSON file; any by default. 可出现的分类，默认不限。",
        HelpName = "F.json",
    };

    /// <summary>Adds them; a preview needs no registry, and recognises what others have to be given.</summary>
    internal void AddTo(Command command, bool isPreview = false)
    {
        Format.AcceptOnlyFromAmong("csv", "geojson");
        command.Add(File);
        foreach (var option in isPreview ? [] : new Option[] { Database, Name, Format, Separator, HeaderRow, Column }) command.Add(option);
        foreach (var option in new Option[] { On, Encoding, Layer, Map, MapScheme, Code, Catalogue, IdScheme }) command.Add(option);
        MapFile.AddToSurvey(command);
        Positions.AddTo(command);
    }

    /// <summary>Opens the file, unpacked and recognised.</summary>
    /// <exception cref="ToolException">It cannot be read, is no survey, or is not what the mapping says.</exception>
    internal SurveyFile Open(ParseResult parsed)
    {
        var mapping = Positions.MappingOf(parsed);
        SurveyFormat? told = mapping is { Format: SurveyFormat.Csv or SurveyFormat.GeoJson } ? mapping.Format
            : parsed.GetValue(Format) switch { "csv" => SurveyFormat.Csv, "geojson" => SurveyFormat.GeoJson, _ => null };
        var file = InputFile.OpenSurvey(parsed.GetValue(File)!, told,
            CommonOptions.EncodingOf(parsed.GetValue(Encoding) ?? mapping?.Encoding));
        if ((mapping?.Format ?? file.Format) == file.Format) return file;
        file.Dispose();
        throw new ToolException($"{parsed.GetValue(File)} is {file.Format}, the mapping is for {mapping!.Format}. "
            + $"文件格式为 {file.Format}，映射文件适用于 {mapping.Format}。");
    }

    internal SurveyOptions Of(ParseResult parsed, SurveyFormat format, Terminal terminal)
    {
        if (Positions.MappingOf(parsed) is not { } mapping)
            return Positions.Apply(parsed, WithFormat(parsed, format, Named(parsed, terminal)));
        if (Twice(parsed) is not { } twice)
            return Positions.Apply(parsed, mapping.ApplyTo(Named(parsed, terminal) with { Format = format }));
        throw new ToolException($"{twice.Name} is in the mapping file: change it there. {twice.Name} 由映射文件规定，请在其中修改。");
    }

    /// <summary>The options and the mapping, of a file whose mapping may still have to be guessed.</summary>
    internal (SurveyOptions Options, SurveyMapping? Mapping) Unmapped(ParseResult parsed, Terminal terminal)
    {
        var options = Positions.Apply(parsed, Named(parsed, terminal));
        var mapping = Positions.MappingOf(parsed);
        return (options,
            mapping is null ? null : mapping with { System = options.System ?? mapping.System, Axes = options.Axes ?? mapping.Axes });
    }

    private Option? Twice(ParseResult parsed) => new Option[] { Format, Separator, HeaderRow, Column, Layer }
        .FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false });

    private SurveyOptions Named(ParseResult parsed, Terminal terminal) => new()
    {
        Name = parsed.GetValue(Name) ?? Path.GetFileName(parsed.GetValue(File)!),
        On = parsed.GetValue(On) is { } text ? ComponentOptions.Day(text, "--on")
            : LocalDate.FromDateTime(terminal.Time.GetLocalNow().DateTime),
        Layer = parsed.GetValue(Layer),
        Encoding = CommonOptions.EncodingOf(parsed.GetValue(Encoding)),
        Scheme = parsed.GetValue(IdScheme) is { } scheme ? SchemeOf(scheme) : default,
        UnitGrids = parsed.GetValue(Map) is { } map ? new GridMap(MapInput.ReadAndName(terminal, MapOf(parsed, map)).Grids) : null,
        Catalogue = parsed.GetValue(Catalogue) is { } catalogue ? ReadCatalogue(catalogue) : null,
    };

    private MapChoice MapOf(ParseResult parsed, string map) =>
        MapFile.Apply(parsed, new MapChoice(map, parsed.GetValue(Code)!, parsed.GetValue(MapScheme)));

    private SurveyOptions WithFormat(ParseResult parsed, SurveyFormat format, SurveyOptions options) => options with
    {
        Format = format,
        Separator = parsed.GetValue(Separator) switch
        {
            null => null,
            [var one] when char.IsAscii(one) => one,
            _ => throw new ToolException("--separator is one ASCII character. 分隔符须为一个 ASCII 字符。"),
        },
        HeaderRow = parsed.GetValue(HeaderRow) is var row and not < 1
            ? row
            : throw new ToolException("--header is a row's number, from 1. 表头行号自 1 起。"),
        Columns = (parsed.GetValue(Column) ?? []).Aggregate(SurveyColumns.Standard, With),
    };

    internal static ClassCatalogue ReadCatalogue(string choice)
    {
        if (choice == "47678") return ClassCatalogue.GbT47678;
        if (choice == "30428") return ClassCatalogue.GbT30428;
        var bytes = WholeFile.Read(choice, MostCatalogueBytes);
        if (ClassCatalogue.Read(bytes, out var errors) is { } catalogue) return catalogue;
        return CityProfile.Read(bytes, out var wrong)?.Catalogue
            ?? throw new ToolException($"{choice} is no catalogue: {errors}\nand no profile: {wrong}");
    }

    private static ComponentScheme SchemeOf(string text) => ComponentScheme.Check(text) is { } problem
        ? throw new ToolException($"--id-scheme '{text}': {problem.Message}")
        : ComponentScheme.Parse(text);

    private static SurveyColumns With(SurveyColumns columns, string text)
    {
        if (text.Split('=') is [{ Length: > 0 } name, var code] && SurveyColumns.TryFieldOf(code, out var field))
            return columns.With(name, field);
        throw new ToolException(string.Create(CultureInfo.InvariantCulture,
            $"--column {text}: NAME=ATTRIBUTE, the attribute by the standard's abbreviation, such as lng=LON. 列名对照的写法为 列名=字段代码。"));
    }
}
